import { describe, expect, it } from 'vitest';
import type { Integration, Method, Project } from '../../emulator/config/types.ts';
import { renderBanner } from '../../emulator/terminal/banner.ts';
import { createColors } from '../../emulator/terminal/colors.ts';
import { renderRouteList } from '../../emulator/terminal/route-list.ts';
import { sampleTrace } from './sample-trace.ts';

const plain = createColors({}, {});

describe('the banner', () => {
  it('has the name, the version, the time and the addresses below each other', () => {
    const banner = renderBanner(
      {
        version: '0.1.0',
        readyMs: 131.4,
        addresses: [
          { label: 'Stage v1', url: 'http://127.0.0.1:3000/v1' },
          { label: 'Site', url: 'http://localhost:3004/', hint: 'port 3001 is in use' },
        ],
        warnings: ['authorizers are disabled'],
        hints: ['press h for the keys, q to quit'],
      },
      plain,
    );
    expect(banner).toBe(
      [
        '',
        '  OFFSTAGE v0.1.0  ready in 131 ms',
        '',
        '  ➜  Stage v1:  http://127.0.0.1:3000/v1',
        '  ➜  Site:      http://localhost:3004/  port 3001 is in use',
        '  ⚠  authorizers are disabled',
        '  ➜  press h for the keys, q to quit',
      ].join('\n'),
    );
  });
});

describe('the list of routes', () => {
  const { api } = sampleTrace().deployment;
  const [resource] = api.resources;
  const base = resource?.methods.get('GET');

  function method(
    httpMethod: Method['httpMethod'],
    integration: Partial<Integration> | undefined,
  ): [Method['httpMethod'], Method] {
    if (base === undefined) throw new Error('The sample API has no method.');
    const complete: Integration = {
      type: 'MOCK',
      requestParameters: {},
      requestTemplates: {},
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheKeyParameters: [],
      responses: [],
      source: base.source,
      ...integration,
    };
    return [httpMethod, { ...base, httpMethod, integration: integration && complete }];
  }

  function project(methods: [Method['httpMethod'], Method][]): Project {
    const resources = resource === undefined ? [] : [{ ...resource, methods: new Map(methods) }];
    return {
      root: '/project',
      apis: [{ ...api, resources }],
      access: { apiKeys: [], usagePlans: [] },
      functions: new Map(),
      serviceEndpoints: {},
      inputs: [],
    };
  }

  it('says who answers each route', () => {
    const lambda =
      'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:onePet/invocations';
    const list = renderRouteList(
      project([
        method('GET', { type: 'AWS', uri: lambda }),
        method('PUT', { type: 'HTTP_PROXY', uri: 'https://example.com/pets?token=abc' }),
        method('OPTIONS', { type: 'MOCK' }),
        method('DELETE', undefined),
      ]),
      plain,
      () => String,
    );
    expect(list).toBe(
      [
        '  GET      /pets/{id}  AWS         onePet',
        '  PUT      /pets/{id}  HTTP_PROXY  https://example.com/pets?token=****',
        '  OPTIONS  /pets/{id}  MOCK        CORS preflight',
        '  DELETE   /pets/{id}  -           no integration',
      ].join('\n'),
    );
  });

  it('says so when there is none', () => {
    expect(renderRouteList(project([]), plain, () => String)).toBe('  no methods yet');
  });
});
