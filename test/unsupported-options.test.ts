import { expect, it } from 'vitest';
import { readProject } from '../emulator/read-project.ts';

it('options that are taken and not rehearsed are told, each by its name', async () => {
  const openapi = { openapi: '3.0.1', info: { title: 'a' }, paths: {} };
  const plan = { id: 'p', name: 'basic', apiStages: [], keys: [] };
  const { project, problems } = await readProject({
    openapi,
    stage: { name: 'v1', canary: { percentTraffic: 10, openapi } },
    usagePlans: [
      plan,
      {
        ...plan,
        name: 'gold',
        throttle: { rateLimit: 1, burstLimit: 1 },
        quota: { limit: 1, offset: 0, period: 'DAY' },
      },
    ],
  });
  expect(project).toBeDefined();
  expect(problems.map(({ severity, explanation }) => [severity, explanation.what])).toEqual([
    ['warning', "The stage v1 has a canary, which Offstage doesn't rehearse yet."],
    ['warning', "The usage plan gold throttles, which Offstage doesn't rehearse yet."],
    ['warning', "The usage plan gold has a quota, which Offstage doesn't rehearse yet."],
  ]);
});
