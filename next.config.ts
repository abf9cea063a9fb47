import type { NextConfig } from 'next'
import { packStatic } from './scripts/pack-static.ts'

const acceptsBrotli = { type: 'header', key: 'accept-encoding', value: '.*\\bbr\\b.*' } as const
/** `next dev` has nothing packed. */
const isBuilt = process.env.NODE_ENV === 'production'
/** Scripts and style sheets, which `packStatic` lays down packed, too. */
const packed = '/_next/static/chunks/:file(.+\\.(?:js|css))'

const packedHeaders = [
  {
    source: packed,
    has: [acceptsBrotli],
    headers: [{ key: 'Content-Encoding', value: 'br' }],
  },
  // The packed files' own names end in .br.
  {
    source: packed.replace('js|css', 'js'),
    headers: [{ key: 'Content-Type', value: 'text/javascript; charset=utf-8' }],
  },
  {
    source: packed.replace('js|css', 'css'),
    headers: [{ key: 'Content-Type', value: 'text/css; charset=utf-8' }],
  },
]

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
      has: [acceptsBrotli],
      headers: [{ key: 'Content-Encoding', value: 'br' }],
    },
    ...(isBuilt ? packedHeaders : []),
  ],
  compiler: { runAfterProductionCompile: ({ distDir }) => packStatic(distDir) },
  rewrites: async () => ({
    beforeFiles: isBuilt
      ? [{ source: packed, has: [acceptsBrotli], destination: '/_next/static/chunks/:file.br' }]
      : [],
  }),
  // `npm test` and CI check types on their own, once.
  typescript: { ignoreBuildErrors: true },
}

export default config
