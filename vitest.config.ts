import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `server-only` throws outside a bundler of React server components, which is what tests of server code are. */
const alias = { 'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js') }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          alias,
          environment: 'node',
          include: [
            '{simulator,lib,components,content,sandbox,scripts}/**/*.test.{ts,tsx}',
            'tests/unit/**/*.test.{ts,tsx}',
          ],
          // For what hangs: a cold machine's first python3 takes longer than the default five seconds.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'cpython',
          environment: 'node',
          include: ['tests/cpython/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'integration',
          alias,
          environment: 'node',
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          globalSetup: ['tests/setup/integration-global.ts'],
          setupFiles: ['tests/setup/integration-worker.ts'],
          // next-auth imports "next/server" without an extension, which only bundlers resolve.
          server: { deps: { inline: ['next-auth'] } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'proof',
          alias,
          environment: 'node',
          include: ['tests/proof/**/*.test.ts'],
          globalSetup: ['tests/setup/integration-global.ts'],
          setupFiles: ['tests/setup/integration-worker.ts'],
          // next-auth imports "next/server" without an extension, which only bundlers resolve.
          server: { deps: { inline: ['next-auth'] } },
          testTimeout: 900_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // Starts and kills the real server; needs its build, so it comes after the browser tests.
          name: 'chaos',
          alias,
          environment: 'node',
          include: ['tests/chaos/**/*.test.ts'],
          server: { deps: { inline: ['next-auth'] } },
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
