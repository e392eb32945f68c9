import { describe, expect, it } from 'vitest';
import { METHOD_DEFAULTS } from '../../../emulator/config/normalize/method-settings.ts';
import { keyOf, methodSettingPatches, nameOf } from '../../../emulator/deploy/stage/method-setting-patches.ts';

const onAws = { ...METHOD_DEFAULTS, cachingEnabled: false };

describe('the name of a method in a patch', () => {
  it.each([
    ['*/*', '*/*'],
    ['//GET', '~1/GET'],
    ['/pets/POST', '~1pets/POST'],
    ['/pets/{id}/toys/{proxy+}/ANY', '~1pets~1{id}~1toys~1{proxy+}/ANY'],
  ])('of %s is %s', (name, key) => {
    expect(keyOf(name)).toBe(key);
    expect(nameOf(key)).toBe(name);
  });
});

describe('the patches of method settings', () => {
  it('change an entry that something else has written in its own way under its own name', () => {
    const wanted = { '/pets/GET': { ...METHOD_DEFAULTS, throttlingBurstLimit: 9 } };
    expect(methodSettingPatches(wanted, { 'pets/GET': onAws })).toEqual([
      { op: 'replace', path: '/pets/GET/throttling/burstLimit', value: '9' },
    ]);
    expect(methodSettingPatches({}, { 'pets/GET': onAws })).toEqual([{ op: 'remove', path: '/pets/GET' }]);
  });

  it('are none where both have none, or the same', () => {
    expect(methodSettingPatches(undefined, undefined)).toEqual([]);
    expect(methodSettingPatches({ '*/*': METHOD_DEFAULTS }, { '*/*': onAws })).toEqual([]);
  });

  it.each([
    [{ metricsEnabled: true }, []],
    [
      { loggingLevel: 'ERROR', throttlingRateLimit: 1 },
      [{ op: 'replace', path: '/*/*/throttling/rateLimit', value: '10000' }],
    ],
    [{ loggingLevel: 'OFF', metricsEnabled: false }, [{ op: 'remove', path: '/*/*' }]],
  ])('leave %j of an entry that is gone from the files', (more, patches) => {
    expect(methodSettingPatches({}, { '*/*': { ...onAws, ...more } })).toEqual(patches);
  });
});
