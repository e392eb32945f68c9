import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../../emulator/config/types.ts';
import { type Exported, exported, exportedOf, projectOf, small } from './exported.ts';

const invocation = (reference: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${reference}/invocations`;
const named = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

interface Body {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly [field: string]: unknown;
}

function bodyOf({ resources }: Exported): Body {
  return resources.RestApi?.Properties.Body as Body;
}

const integrationOf = (template: Exported, path: string): unknown =>
  bodyOf(template).paths[path]?.get?.['x-amazon-apigateway-integration'];

async function uriOf(integration: object, more: object = {}): Promise<unknown> {
  const template = await exported({
    ...small,
    functions: { one: {}, 'one-pet': {} },
    resources: { '/pets': { GET: { integration } } },
    ...more,
  });
  return (integrationOf(template, '/pets') as { uri: unknown }).uri;
}

const functions = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions';
const here = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function';

describe('the API of a template', () => {
  it('is one document that replaces the one before, with a parameter for its endpoint type', async () => {
    const { resources, parameters } = await exported({ ...small, description: 'Pets' });
    expect(resources.RestApi?.Properties).toMatchObject({
      Name: 'small',
      Description: 'Pets',
      Mode: 'overwrite',
      EndpointConfiguration: { Types: [{ Ref: 'EndpointType' }] },
      Body: { openapi: '3.0.1', info: { title: 'small', description: 'Pets', version: '1.0' } },
    });
    expect(resources.RestApi?.Properties.Body).not.toHaveProperty('servers');
    expect(parameters.EndpointType).toMatchObject({ Default: 'EDGE', AllowedValues: ['EDGE', 'REGIONAL', 'PRIVATE'] });
  });

  it('says in the document, too, what replacing it would take away', async () => {
    const extension = 'x-amazon-apigateway-endpoint-configuration';
    const closed = bodyOf(await exported({ ...small, disableExecuteApiEndpoint: true }));
    expect(closed.servers).toEqual([{ url: '/', [extension]: { disableExecuteApiEndpoint: true } }]);
    const project = await projectOf(small);
    const endpointConfiguration: RestApi['endpointConfiguration'] = {
      types: ['PRIVATE'],
      ipAddressType: 'dualstack',
      vpcEndpointIds: ['vpce-0212a4ababd5b8c3e'],
    };
    const inside = exportedOf({ ...project, apis: project.apis.map((api) => ({ ...api, endpointConfiguration })) });
    expect(bodyOf(inside).servers).toEqual([{ url: '/', [extension]: { vpcEndpointIds: ['vpce-0212a4ababd5b8c3e'] } }]);
  });

  it('has the models that no method names, too', async () => {
    const template = await exported({ ...small, models: { Spare: { type: 'object' } } });
    expect(bodyOf(template)).toMatchObject({ components: { schemas: { Spare: { type: 'object' }, Empty: {} } } });
  });

  it('calls functions of the stack by their resources', async () => {
    const call = { type: 'AWS_PROXY', function: 'one-pet' };
    expect(await uriOf(call)).toEqual({ 'Fn::Sub': `${functions}/\${OnePetFunction.Arn}/invocations` });
    expect(await uriOf({ ...call, responseTransferMode: 'STREAM' })).toEqual({
      'Fn::Sub':
        'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2021-11-15/functions/${OnePetFunction.Arn}/response-streaming-invocations',
    });
    const alias = { type: 'AWS_PROXY', httpMethod: 'POST', uri: invocation(named('one:live')) };
    expect(await uriOf(alias)).toEqual({ 'Fn::Sub': `${functions}/\${OneFunction.Arn}:live/invocations` });
  });

  it('calls a function by a bare name, whatever stands around it', async () => {
    const call = { type: 'AWS_PROXY', httpMethod: 'POST', uri: invocation('i') };
    const uri = await uriOf(call, { functions: { i: {} } });
    expect(uri).toEqual({ 'Fn::Sub': `${functions}/\${IFunction.Arn}/invocations` });
  });

  it('calls a function that a stage variable names by its name', async () => {
    const uri = invocation(named('${stageVariables.fn}:${stageVariables.alias}'));
    const stages = { v1: { variables: { fn: 'one', alias: 'live' } } };
    expect(await uriOf({ type: 'AWS_PROXY', httpMethod: 'POST', uri }, { stages })).toEqual({
      'Fn::Sub': `${functions}/${here}:\${FunctionNamePrefix}\${!stageVariables.fn}:\${!stageVariables.alias}/invocations`,
    });
  });

  it('calls services of its own account and region, and leaves other addresses as they are', async () => {
    const sqs = { type: 'AWS', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:sqs:path/000000000000/ships' };
    const serviceEndpoints = { sqs: 'http://127.0.0.1:9324', sns: 'http://127.0.0.1:9324' };
    expect(await uriOf(sqs, { serviceEndpoints })).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/ships',
    });
    const far = { type: 'AWS', httpMethod: 'POST', uri: 'arn:aws:apigateway:eu-west-1:sns:action/Publish' };
    expect(await uriOf(far, { serviceEndpoints })).toEqual({
      'Fn::Sub': 'arn:${AWS::Partition}:apigateway:eu-west-1:sns:action/Publish',
    });
    const http = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'https://${stageVariables.host}/' };
    expect(await uriOf(http, { stages: { v1: { variables: { host: 'pets.test' } } } })).toBe(
      'https://${stageVariables.host}/',
    );
  });

  it('has the ARNs of the account of Offstage in the account of the stack, also in templates', async () => {
    const text = '#set($x = "${foo}")arn:aws:sns:us-east-1:000000000000:t and arn:aws:sns:us-east-1:111122223333:t';
    const template = await exported({
      ...small,
      resources: {
        '/pets': { GET: { integration: { type: 'MOCK', requestTemplates: { 'application/json': text } } } },
      },
    });
    expect(integrationOf(template, '/pets')).toMatchObject({
      requestTemplates: {
        'application/json': {
          'Fn::Sub':
            '#set($x = "${!foo}")arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:t and arn:aws:sns:us-east-1:111122223333:t',
        },
      },
    });
  });

  it('has a resource policy that names its own methods', async () => {
    const template = await exported({
      ...small,
      policy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*/GET/pets' },
          {
            Effect: 'Deny',
            Principal: { AWS: 'arn:aws:iam::000000000000:user/bob' },
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
          },
        ],
      },
    });
    expect(bodyOf(template)['x-amazon-apigateway-policy']).toMatchObject({
      Statement: [
        { Resource: 'execute-api:/*/GET/pets' },
        { Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/bob' } } },
      ],
    });
  });

  it('tells a backend on this machine', async () => {
    const integration = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://localhost:3000/pets' };
    const { notes } = await exported({ ...small, resources: { '/pets': { GET: { integration } } } });
    expect(notes).toContain(
      "GET /pets calls http://localhost:3000/pets, an address of this machine, which AWS can't reach.",
    );
  });

  it('tells what a template can’t hold of a model', async () => {
    const models = {
      Nullable: { properties: { kind: { enum: ['cat', null] } } },
      Reference: { properties: { Ref: { type: 'string' } } },
    };
    const template = await exported({ ...small, models });
    expect(
      template.notes.filter((note) => note.includes('/components/schemas/Nullable/properties/kind/enum')),
    ).toHaveLength(1);
    expect(template.notes.filter((note) => note.includes('/components/schemas/Reference/properties'))).toHaveLength(1);
    expect(bodyOf(template)).toMatchObject({
      components: { schemas: { Nullable: { properties: { kind: { enum: ['cat'] } } } } },
    });
  });
});
