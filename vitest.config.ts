import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Threads, browsers and sockets on a shared machine that may stand still for seconds: a test that passes at the
    // second try there was not wrong. On a developer's machine each has to pass at the first.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 45_000,
    hookTimeout: 45_000,
  },
});

export default config;
