import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * What takes a value and gives one, or speaks to a server of its own: nothing is left behind, so that its files can
 * share a process and its modules.
 */
const VALUES = [
  'config',
  'deploy/bucket',
  'deploy/code',
  'deploy/site',
  'deploy/stack',
  'deploy/stage',
  'deployments',
  'errors',
  'exporters',
  'fidelity',
  'gateway',
  'importers',
  'mapping',
  'parity',
  'shared',
  'static-site',
  'terminal',
].map((folder) => `test/${folder}/**/*.test.ts`);

const config: ViteUserConfig = defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Threads, browsers and sockets on a shared machine that may stand still for seconds: a test that passes at the
    // second try there was not wrong. On a developer's machine each has to pass at the first.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 45_000,
    hookTimeout: 45_000,
    projects: [
      { extends: true, test: { name: 'values', include: VALUES, isolate: false } },
      {
        extends: true,
        test: {
          name: 'stacks',
          include: ['test/**/*.test.ts'],
          exclude: [...VALUES, 'test/fixtures/**'],
          globalSetup: 'test/package-folder.ts',
        },
      },
    ],
  },
});

export default config;
