import type { NextConfig } from 'next'

const config: NextConfig = {
  // Test runs and benchmarks build beside the owner's build instead of over it.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['pino', 'pg-boss', 'nodemailer', 'pdfkit', 'fontkit', 'harfbuzzjs', 'pg'],
  // `npm test` and CI check types on their own, once.
  typescript: { ignoreBuildErrors: true },
}

export default config
