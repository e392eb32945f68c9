import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageOffstage, run } from './packaged.ts';

const offstage = packageOffstage();
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-deployment-')));
  writeFileSync(
    join(folder, 'routes.json'),
    JSON.stringify({
      name: 'pets',
      stages: { v1: { cacheClusterEnabled: true, methodSettings: { '*/*': { cachingEnabled: true } } } },
      resources: { '/': { GET: { integration: { type: 'MOCK' } } } },
    }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const offstageRun = (...args: string[]): ReturnType<typeof run> =>
  run(process.execPath, [offstage.cli, ...args], folder);

describe('offstage deployment and offstage canary', () => {
  it('refuse what makes no sense, each with one message and nothing written', async () => {
    const refusals: [args: string[], says: string][] = [
      [['deployment', 'create', '--override', 'a=b'], 'canary-option-alone'],
      [['deployment', 'create', '--use-stage-cache'], 'canary-option-alone'],
      [['deployment', 'create', '--canary', '101'], 'A canary gets 0 to 100 percent of the requests.'],
      [['deployment', 'create', '--canary', '10'], 'canary-without-deployment'],
      [['deployment', 'create', '--canary', '10', '--override', 'ab'], 'A stage variable has the form name=value.'],
      [['deployment', 'create', '--stage', 'v2'], 'cli-unknown-stage'],
      [['deployment', 'use', 'abcdef'], 'deployment-unknown'],
      [['canary', 'update'], 'canary-unchanged'],
      [['canary', 'promote'], 'canary-without-deployment'],
      [['deployment'], 'Usage: offstage deployment'],
      [['deployment', 'creat'], 'Did you mean create?'],
    ];
    for (const [args, says] of refusals) {
      expect(await offstageRun(...args)).toMatchObject({ status: 1, output: expect.stringContaining(says) });
    }
    const { output } = await offstageRun('deployment', 'list');
    expect(output).toBe('  No deployments yet.\n  v1 is live: it follows the files.\n');
  });

  it('say what is wrong with the files instead of deploying them', async () => {
    writeFileSync(join(folder, 'routes.json'), '{"stages": {"v1": {}}, "resources": {"/": {"GT": {}}}}');
    const created = await offstageRun('deployment', 'create');
    expect(created).toMatchObject({ status: 1, output: expect.stringContaining('config-unknown-method') });
  });

  it('let a canary use the cache of its stage', async () => {
    await offstageRun('deployment', 'create');
    const made = await offstageRun('deployment', 'create', '--canary', '2.5', '--use-stage-cache');
    expect(made.output).toMatch(
      /✓ The deployment \w{6} is the canary of the stage v1: it gets 2.5 % of the requests.\n/,
    );
    const updated = await offstageRun('canary', 'update', '--override', 'table=pets2');
    expect(updated.output).toMatch(
      /The canary of v1 is changed.\n {2}It serves the deployment \w{6}, its canary \w{6} gets 2.5 %/,
    );
    const refused = await offstageRun('deployment', 'create');
    expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('deployment-beside-canary') });
    const removed = await offstageRun('canary', 'remove');
    expect(removed.output).toMatch(/The stage v1 has no canary any more.\n {2}It serves the deployment \w{6}\.\n/);
  });
});
