import { expect, it } from 'vitest';
import { readProject } from '../emulator/read-project.ts';

it('options that are taken and not rehearsed are told, each by its name', async () => {
  const openapi = { openapi: '3.0.1', info: { title: 'a' }, paths: {} };
  const { project, problems } = await readProject({
    openapi,
    stage: { name: 'v1', canary: { percentTraffic: 10, openapi } },
  });
  expect(project).toBeDefined();
  expect(problems.map(({ severity, explanation }) => [severity, explanation.what])).toEqual([
    ['warning', "The stage v1 has a canary, which Offstage doesn't rehearse yet."],
  ]);
});
