import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../emulator/read-project.ts';
import { only, writeProject } from './fixture.ts';

const DOCUMENT = `openapi: 3.0.1
info: { title: harbour, version: 1.0 }
paths:
  /ships:
    get:
      responses: { 200: { description: the ships } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://ships.test" }
`;

async function read(routes: object | undefined, stage?: string) {
  const root = writeProject({ 'api.yaml': DOCUMENT, ...(routes && { 'routes.json': routes }) });
  return { root, ...(await readProject({ root, document: { file: join(root, 'api.yaml'), stage } })) };
}

describe('a document beside routes.json', () => {
  it('stands in the place of its API, and the stage has the variables from there', async () => {
    const { project, problems } = await read(
      { resources: { '/boats': {} }, models: 'nonsense', stages: { v1: {}, beta: { variables: { host: 'a' } } } },
      'beta',
    );
    expect(problems).toEqual([]);
    const [api] = project?.apis ?? [];
    expect(api?.resources.map(({ path }) => path)).toEqual(['/', '/ships']);
    expect(api?.stages).toMatchObject([{ name: 'beta', variables: { host: 'a' } }]);
  });

  it('has the API keys and usage plans from there, and no word for the stages that it doesn’t serve', async () => {
    const { project, problems } = await read({
      stages: { v1: { methodSettings: { '/ships/GET': { throttlingRateLimit: 1 } } }, beta: {} },
      apiKeys: { ada: { value: 'a-key-of-twenty-characters' } },
      usagePlans: { all: { apiStages: [{ stage: 'v1' }, { stage: 'beta' }], keys: ['ada'] } },
      accountThrottle: { rateLimit: 1, burstLimit: 2 },
    });
    expect(problems).toEqual([]);
    expect(project?.access).toMatchObject({
      apiKeys: [{ name: 'ada' }],
      usagePlans: [{ name: 'all' }],
      accountThrottle: { rateLimit: 1, burstLimit: 2 },
    });
    expect(project?.apis[0]?.stages[0]?.methodSettings).toHaveProperty('/ships/GET');
  });

  it('leaves the mistakes of what is kept at their place', async () => {
    const { problems } = await read({ functions: { ship: { handler: 'lost.handler' } } });
    expect(only(problems)).toMatchObject({ code: 'config-missing-handler', place: '4:18' });
  });

  it('needs none, and is read again when one comes', async () => {
    const { root, project, inputs } = await read(undefined);
    expect(project?.apis[0]?.stages).toMatchObject([{ name: 'v1', variables: {} }]);
    expect(inputs).toEqual([join(root, 'routes.json'), join(root, 'api.yaml')]);
  });

  it.each([['[]'], ['{"stages": 7}']])('takes nothing from a routes.json that is %s', async (text) => {
    const { project, problems } = await read(JSON.parse(text));
    expect(problems).toEqual([]);
    expect(project?.apis[0]?.stages).toMatchObject([{ name: 'v1' }]);
  });
});
