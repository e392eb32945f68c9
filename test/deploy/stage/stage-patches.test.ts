import { describe, expect, it } from 'vitest';
import { stagePatches } from '../../../emulator/deploy/stage/stage-patches.ts';
import { deploymentOf } from './project.ts';

const onAws = { stageName: 'v1', cacheClusterEnabled: true, cacheClusterSize: '0.5' } as const;

async function patches(settings: object, more: Parameters<typeof stagePatches>[1]): Promise<unknown> {
  const { stage } = await deploymentOf({ v1: settings });
  return stagePatches({ stage, variables: {} }, { ...onAws, ...more });
}

describe('the patches of a stage whose cache is going', () => {
  it('take no cache away a second time', async () => {
    expect(await patches({}, { cacheClusterStatus: 'DELETE_IN_PROGRESS' })).toEqual([]);
    expect(await patches({}, { cacheClusterStatus: 'AVAILABLE' })).toEqual([
      { op: 'replace', path: '/cacheClusterEnabled', value: 'false' },
    ]);
  });

  it('ask for one that the files have, with its size', async () => {
    expect(await patches({ cacheClusterEnabled: true }, { cacheClusterStatus: 'DELETE_IN_PROGRESS' })).toEqual([
      { op: 'replace', path: '/cacheClusterEnabled', value: 'true' },
      { op: 'replace', path: '/cacheClusterSize', value: '0.5' },
    ]);
  });
});
