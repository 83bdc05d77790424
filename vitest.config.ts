import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.e2e.ts'],
    globalSetup: ['packages/server/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores and one Postgres: more workers only wait for each other.
    maxWorkers: 3,
  },
})
