import { describe, expect, it } from 'vitest';
import { load, only } from './fixture.ts';

const tell = async (config: Record<string, unknown>) => only((await load(config)).problems);

describe('a property of routes.json', () => {
  it('that isn’t known is told with the nearest word', async () => {
    expect(await tell({ stages: { v1: { varables: {} } } })).toMatchObject({
      code: 'config-unknown-property',
      place: '4:7',
      what: '"varables" is no property of a stage.',
      remedy: 'Write "variables".',
    });
  });

  it('that resembles nothing is told with those that there are', async () => {
    expect((await tell({ stages: { v1: { colour: {} } } })).remedy).toBe(
      'Remove it. The properties of a stage are description, variables, methodSettings, cacheClusterEnabled, cacheClusterSize and accessLogSettings.',
    );
  });

  it('that a later version brings is never passed over', async () => {
    expect(await tell({ tables: {} })).toMatchObject({
      code: 'config-not-supported-yet',
      what: '"tables" is not supported yet: Offstage doesn\'t rehearse DynamoDB tables.',
    });
    const integration = { type: 'MOCK', tlsConfig: {} };
    expect((await tell({ resources: { '/': { GET: { integration } } } })).what).toBe(
      '"tlsConfig" is not supported yet: Offstage doesn\'t rehearse TLS settings of a backend.',
    );
  });

  it('of a later version, misspelled, is told with its right name', async () => {
    expect((await tell({ tabels: {} })).remedy).toBe('Write "tables".');
  });

  it.each(
    [
      ['tables', 'domainNames'],
      ['endpointConfiguration', 'vpcLinks', 'layers', 'tags', 'httpApis', 'webSocketApis'],
    ].flat(),
  )('%s is known by its name', async (name) => {
    expect((await tell({ [name]: {} })).code).toBe('config-not-supported-yet');
  });
});

describe('a value of routes.json', () => {
  it('of a later version is told by its feature', async () => {
    const integration = { type: 'HTTP', httpMethod: 'GET', uri: 'http://a.test', connectionType: 'VPC_LINK' };
    expect(await tell({ resources: { '/': { GET: { integration } } } })).toMatchObject({
      code: 'config-not-supported-yet',
      what: '"connectionType" of an integration is "VPC_LINK", which is not supported yet: Offstage doesn\'t rehearse VPC links.',
    });
  });

  it('of the wrong type is told with its right spelling', async () => {
    const functions = (part: object) => ({ functions: { hello: { handler: 'hello.handler', ...part } } });
    expect((await tell(functions({ timeout: '30' }))).remedy).toBe('Write 30, without quotes.');
    expect((await tell(functions({ environment: { PORT: 3000 } }))).remedy).toBe('Write "3000".');
    expect((await tell({ accountThrottle: { rateLimit: '0.5', burstLimit: 1 } })).remedy).toBe(
      'Write 0.5, without quotes.',
    );
    expect((await tell({ corsOnErrors: 'true' })).remedy).toBe('Write true, without quotes.');
    expect((await tell({ functions: { hello: 'hello.handler' } })).remedy).toBe(
      'Write an object {…}, such as {"handler":"functions/allPets.handler"}.',
    );
    expect((await tell({ name: null })).what).toBe(
      '"name" of routes.json is null, which is no value; it has to be a text in double quotes.',
    );
  });

  it('out of its bounds is told with them', async () => {
    const functions = { hello: { handler: 'hello.handler', memorySize: 20_000 } };
    expect(await tell({ functions })).toMatchObject({
      code: 'config-bad-value',
      what: '"memorySize" of a function is 20000; it has to be a number from 128 to 10,240.',
    });
    const integration = { type: 'MOCK', timeoutInMillis: 10 };
    expect((await tell({ resources: { '/': { GET: { integration } } } })).code).toBe('config-bad-value');
  });

  it('that is no word of its list is told with the nearest', async () => {
    const integration = { type: 'AWS-PROXY', function: 'hello' };
    expect(await tell({ resources: { '/': { GET: { integration } } } })).toMatchObject({
      code: 'config-unknown-value',
      what: '"type" of an integration is "AWS-PROXY", which it can\'t be.',
      remedy: 'Write "AWS_PROXY".',
    });
  });

  it('that resembles no word of its list is told with all of them, each once', async () => {
    const { remedy } = await tell({ resources: { '/': { GET: { integration: { type: 'LAMBDA' } } } } });
    expect(remedy).toBe('Write "AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY" or "MOCK".');
  });

  it('that is missing is told with an example', async () => {
    expect(await tell({ functions: { hello: {} } })).toMatchObject({
      code: 'config-missing-property',
      what: 'A function needs "handler", and this one has none.',
      remedy: 'Add "handler", such as "handler": "functions/allPets.handler".',
    });
  });

  it('in a list is told by its number', async () => {
    expect((await tell({ binaryMediaTypes: ['image/png', 7] })).what).toBe(
      'Entry 2 of the list is 7, a number; it has to be a text in double quotes.',
    );
  });
});

describe('a name in routes.json', () => {
  it('of a stage has letters, digits, - and _', async () => {
    expect(await tell({ stages: { 'v 1': {} } })).toMatchObject({
      code: 'config-bad-name',
      what: '"v 1" can\'t stand among the stages: it has to be a stage\'s name: up to 128 letters, digits, - and _.',
    });
    expect((await load({ stages: { 'v-1_B': {} } })).problems).toEqual([]);
  });

  it('of a resource starts with a slash', async () => {
    expect((await tell({ resources: { 'pets/{id}': {} } })).remedy).toBe('Write "/pets/{id}".');
  });

  it('of a method is one of AWS’s eight', async () => {
    expect(await tell({ resources: { '/': { get: {} } } })).toMatchObject({
      code: 'config-unknown-method',
      remedy: 'Write "GET".',
    });
    expect((await tell({ resources: { '/': { TRACE: {} } } })).what).toContain(
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY.',
    );
  });
});
