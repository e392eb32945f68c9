import { describe, expect, it } from 'vitest';
import { loadProject } from '../../../emulator/config/load.ts';
import { readProject } from '../../../emulator/read-project.ts';
import { methodSettings } from '../../helpers/usage.ts';
import { codes, load, only, writeProject } from '../fixture.ts';

const MOCK = { integration: { type: 'MOCK' } };
const VALUE = 'a-key-of-twenty-characters';
const KEYS = { ada: { value: VALUE }, bob: { value: `${VALUE}-bob` } };
const PLAN = { apiStages: [{ stage: 'v1' }], keys: ['ada'] };

/** What is found in a project with a GET and an ANY method on two stages. */
async function find(parts: object) {
  const { problems } = await load({
    stages: { v1: {}, v2: {} },
    resources: { '/pets': { GET: MOCK }, '/pets/{id}': { ANY: MOCK } },
    apiKeys: KEYS,
    usagePlans: { basic: PLAN },
    ...parts,
  });
  return problems;
}

const withPlans = (usagePlans: object) => find({ usagePlans });
const withPlan = (parts: object) => withPlans({ basic: { ...PLAN, ...parts } });

it('keys and plans that AWS takes are taken', async () => {
  expect(
    await find({
      apiKeys: { ...KEYS, short: { value: 'x'.repeat(20) }, long: { value: 'y'.repeat(128) } },
      usagePlans: {
        basic: { ...PLAN, quota: { limit: 0, period: 'DAY' }, throttle: { rateLimit: 0.5, burstLimit: 0 } },
        other: { apiStages: [{ stage: 'v2' }], keys: ['ada'], quota: { limit: 5, period: 'WEEK', offset: 6 } },
        third: { keys: ['ada'], quota: { limit: 5, period: 'MONTH', offset: 27 } },
      },
    }),
  ).toEqual([]);
});

describe('an API key', () => {
  it.each([
    ['19 characters', 'x'.repeat(19), 'API Key value should be at least 20 characters'],
    ['129 characters', 'x'.repeat(129), 'API Key value exceeds maximum size of 128 characters'],
    ['a blank', 'a key with blanks in its value', 'no request could bring it'],
    ['a character beyond ASCII', 'schlüssel-mit-zwanzig-zeichen', 'no request could bring it'],
  ])('with %s is refused at its line', async (_, value, says) => {
    const problems = await find({ apiKeys: { ...KEYS, eve: { value } } });
    const { what, place } = only(problems);
    expect(what).toContain(says);
    expect(place).not.toBe('');
    expect(JSON.stringify(problems)).not.toContain(value);
  });

  it.each([
    ['a value that is a number', '"value": 12345678901234567890123'],
    ['a list of values', '"value": ["a-key-of-twenty-characters"]'],
    ['a misspelled neighbour', '"value": "a-key-of-twenty-characters", "enabeld": true'],
    ['a misspelled neighbour of a list', '"value": ["a-key-of-twenty-characters"], "enabeld": true'],
    ['a neighbour of the wrong type', '"enabled": "yes", "value": "a-key-of-twenty-characters"'],
  ])('is shown nowhere, with %s', async (_, parts) => {
    const root = writeProject({ 'routes.json': `{ "stages": { "v1": {} }, "apiKeys": { "ada": { ${parts} } } }` });
    const { problems } = await loadProject({ root });
    expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(['error']));
    expect(JSON.stringify(problems)).not.toMatch(/twenty-characters|345678|1\.2345/);
  });

  it('with the value of another is refused', async () => {
    const { what } = only(await find({ apiKeys: { ...KEYS, eve: { value: VALUE } } }));
    expect(what).toBe(
      'The API keys ada and eve have the same value. AWS says: ConflictException: API Key already exists',
    );
  });

  it('is filled in from the .env file, and nothing is said twice of a name that isn’t there', async () => {
    const config = { stages: { v1: {} }, apiKeys: { ada: { value: '${KEY}' } } };
    const root = writeProject({});
    const { project } = await loadProject({ root, config, env: { KEY: VALUE } });
    expect(project?.access.apiKeys).toMatchObject([{ name: 'ada', value: VALUE, enabled: true }]);
    expect(codes((await loadProject({ root, config })).problems)).toEqual(['error config-env-unset']);
  });

  it('without a value is told once', async () => {
    expect(codes(await find({ apiKeys: { ...KEYS, eve: {} } }))).toEqual(['error config-missing-property']);
  });
});

describe('a usage plan', () => {
  it.each([
    ['with a key that isn’t there', { keys: ['adda'] }, 'config-unknown-api-key', 'Did you mean "ada"?'],
    ['with a key twice', { keys: ['ada', 'ada'] }, 'config-plan-entry-twice', 'Take one of the two out.'],
    ['of a stage that isn’t there', { apiStages: [{ stage: 'v11' }] }, 'config-unknown-stage', 'Did you mean "v1"?'],
    [
      'of a stage twice',
      { apiStages: [{ stage: 'v1' }, { stage: 'v1' }] },
      'config-plan-entry-twice',
      'Take one of the two out.',
    ],
    [
      'whose week begins on an eighth day',
      { quota: { limit: 1, period: 'WEEK', offset: 7 } },
      'config-quota-offset',
      'Write the day on which a week begins: 0 to 6, 0 is Sunday.',
    ],
    [
      'whose day begins later',
      { quota: { limit: 1, period: 'DAY', offset: 1 } },
      'config-quota-offset',
      'Take "offset" out: it is the day on which a period begins.',
    ],
    [
      'with a throttle for a method that isn’t there',
      {
        apiStages: [{ stage: 'v1', throttle: { '/pets/{id}/GET': { rateLimit: 1, burstLimit: 1 } } }],
        throttle: { rateLimit: 9, burstLimit: 9 },
      },
      'config-throttled-method',
      'Did you mean "/pets/{id}/ANY"?',
    ],
    [
      'with a throttle for a method and none for itself',
      { apiStages: [{ stage: 'v1', throttle: { '/pets/GET': { rateLimit: 1, burstLimit: 1 } } }] },
      'config-plan-without-throttle',
      'Give the plan one as well, for all methods together: "throttle": { "rateLimit": 100, "burstLimit": 200 }.',
    ],
  ])('%s is told', async (_, parts, code, remedy) => {
    expect(only(await withPlan(parts))).toMatchObject({ code, remedy });
  });

  it('that opens a stage to a key which another plan opens it to is refused', async () => {
    const { what } = only(await withPlans({ basic: PLAN, gold: PLAN }));
    expect(what).toContain('The API key ada is in the usage plans basic and gold, and both open the stage v1.');
  });

  it('is refused when it is a key’s eleventh', async () => {
    const plans = Array.from({ length: 11 }, (_, index) => [`plan${index}`, { keys: ['ada'] }]);
    expect(only(await withPlans(Object.fromEntries(plans))).code).toBe('config-key-in-many-plans');
  });

  it.each([
    ['a quota without a period', { quota: { limit: 1 } }],
    ['a throttle without a burst', { throttle: { rateLimit: 1 } }],
    ['a negative rate', { throttle: { rateLimit: -1, burstLimit: 1 } }],
    ['half a request', { quota: { limit: 1.5, period: 'DAY' } }],
    ['an hour', { quota: { limit: 1, period: 'HOUR' } }],
    ['a stage without a name', { apiStages: [{}] }],
    ['a method in small letters', { apiStages: [{ stage: 'v1', throttle: { '/pets/get': {} } }] }],
    ['an apiId', { apiStages: [{ stage: 'v1', apiId: 'abc' }] }],
  ])('with %s is refused', async (_, parts) => {
    expect((await withPlan(parts)).map(({ severity }) => severity)).toEqual(['error']);
  });
});

describe('method settings', () => {
  const settings = (methodSettings: object) => find({ stages: { v1: { methodSettings }, v2: {} } });

  it('are those of AWS’s spelling and of the other', async () => {
    const one = { throttlingRateLimit: 1 };
    const config = {
      stages: { v1: { methodSettings: { '*/*': { throttlingBurstLimit: 7 }, '~1pets~1{id}/ANY': one, '~1/GET': {} } } },
      resources: { '/': { GET: MOCK }, '/pets/{id}': { ANY: MOCK } },
    };
    const { project, problems } = await loadProject({ root: writeProject({}), config });
    expect(problems).toEqual([]);
    expect(project?.apis[0]?.stages[0]?.methodSettings).toEqual({
      '*/*': methodSettings({ throttlingBurstLimit: 7 }),
      '/pets/{id}/ANY': methodSettings({ throttlingRateLimit: 1, throttlingBurstLimit: 7 }),
      '//GET': methodSettings({ throttlingBurstLimit: 7 }),
    });
  });

  it.each([
    [{ '/pats/GET': {} }, 'config-throttled-method'],
    [{ '/pets/GET': {}, '~1pets/GET': {} }, 'config-method-settings-twice'],
    [{ '/pets/*': {} }, 'config-bad-name'],
    [{ '/pets/GET': { metricsEnabled: true } }, 'config-not-supported-yet'],
    [{ '/pets/GET': { cacheTtlInSeconds: 3601 } }, 'config-bad-value'],
    [{ '/pets/GET': { unauthorizedCacheControlHeaderStrategy: 'FAIL' } }, 'config-unknown-value'],
    [{ '/pets/GET': { throttlingRateLimit: -2 } }, 'config-bad-value'],
  ])('%j are told: %s', async (written, code) => {
    expect(only(await settings(written)).code).toBe(code);
  });
});

describe('a method that requires an API key', () => {
  const guarded = (parts: object) =>
    find({
      resources: { '/pets': { GET: { ...MOCK, apiKeyRequired: true }, POST: { ...MOCK, apiKeyRequired: true } } },
      ...parts,
    });

  it('is told of each stage that no key opens, once', async () => {
    const problems = await guarded({});
    expect(only(problems)).toMatchObject({
      code: 'config-no-key-opens',
      what: 'GET /pets requires an API key, and no usage plan has a key for the stage v2: every request gets 403.',
    });
  });

  it('takes it from an authorizer that it hasn’t', async () => {
    const problems = await guarded({
      apiKeySource: 'AUTHORIZER',
      usagePlans: { all: { apiStages: [{ stage: 'v1' }, { stage: 'v2' }], keys: ['ada'] } },
    });
    expect(codes(problems)).toEqual(['warning config-key-without-authorizer', 'warning config-key-without-authorizer']);
  });

  it('is told when it is a preflight', async () => {
    const problems = await find({
      resources: { '/pets': { OPTIONS: { ...MOCK, apiKeyRequired: true } } },
      stages: { v1: {} },
    });
    expect(codes(problems)).toEqual(['warning config-preflight-needs-key']);
  });
});

it('options of the library are told of, and taken', async () => {
  const openapi = { openapi: '3.0.1', info: { title: 'a' }, paths: {} };
  const key = { id: 'k', name: 'k', value: 'short', enabled: true };
  const plan = { id: 'p', name: 'p', apiStages: [{ stage: 'v1' }], keys: ['k', 'x'] };
  const { project, problems } = await readProject({
    openapi,
    stage: { name: 'v1' },
    apiKeys: [key],
    usagePlans: [plan],
  });
  expect(project?.access.usagePlans).toHaveLength(1);
  expect(codes(problems)).toEqual(['warning config-api-key-value', 'warning config-unknown-api-key']);
});
