import { defineConfig } from 'vitest/config'

/** `server-only` throws outside React's server condition; tests of server code run under it. */
const serverConditions = ['react-server', 'node', 'import', 'module', 'default']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            '{simulator,lib,components,content,sandbox,scripts}/**/*.test.{ts,tsx}',
            'tests/unit/**/*.test.{ts,tsx}',
          ],
        },
        ssr: { resolve: { conditions: serverConditions } },
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
          environment: 'node',
          include: ['tests/integration/**/*.test.{ts,tsx}'],
          globalSetup: ['tests/setup/integration-global.ts'],
          setupFiles: ['tests/setup/integration-worker.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
        ssr: { resolve: { conditions: serverConditions } },
      },
    ],
  },
})
