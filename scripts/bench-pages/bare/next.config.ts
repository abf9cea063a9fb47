import { join } from 'node:path'
import type { NextConfig } from 'next'

/** The least that Next can be and still know who asks: what `npm run bench:pages` measures our pages against. */
const config: NextConfig = {
  distDir: '.next',
  poweredByHeader: false,
  turbopack: { root: join(import.meta.dirname, '..', '..', '..') },
  serverExternalPackages: ['pg'],
  typescript: { ignoreBuildErrors: true },
}

export default config
