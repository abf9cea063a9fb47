import type { NextConfig } from 'next'

const config: NextConfig = {
  // Test runs and benchmarks build beside the owner's build instead of over it.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  productionBrowserSourceMaps: false,
  serverExternalPackages: [
    'pino',
    'pg-boss',
    'nodemailer',
    'pdfkit',
    'fontkit',
    'harfbuzzjs',
    'jsonld',
    'pg',
  ],
  // A page that may share memory starts only Workers whose files say the same (lib/domain/security-headers.ts).
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [{ key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' }],
    },
    {
      // Packed once (scripts/build-python.ts). Next takes this header off what a route answers, so it stands here; the route looks at
      // the same words of the request (app/python).
      source: '/python/:path*',
      has: [{ type: 'header', key: 'accept-encoding', value: '.*\\bbr\\b.*' }],
      headers: [{ key: 'Content-Encoding', value: 'br' }],
    },
  ],
  // `npm test` and CI check types on their own, once.
  typescript: { ignoreBuildErrors: true },
}

export default config
