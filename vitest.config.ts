import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.e2e.ts'],
    globalSetup: ['packages/server/testing/global-setup.ts'],
    // So long that only a test that hangs takes it, however slow the machine is.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    // Two cores and one Postgres: more workers only wait for each other.
    maxWorkers: 3,
  },
})
