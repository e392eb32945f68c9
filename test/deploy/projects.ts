import { expect } from 'vitest';
import { copyPetRescue } from '../helpers/pet-rescue.ts';
import { copyHarbour, harbourEnv } from './harbour.ts';

/** A project that is deployed and read back. */
export interface DeployedProject {
  readonly title: string;
  /** Makes its folder, which whoever calls it removes. */
  readonly copy: () => string;
  /** The .env file. */
  readonly env: Readonly<Record<string, string>>;
  readonly options: readonly string[];
  /** Of its API, written by hand: a comparison with the configuration may be one of nothing with nothing. */
  readonly facts: object;
  /** Of its stage v1, likewise. */
  readonly stage: object;
  /** A function whose answer to an empty event has the status 200. */
  readonly called: string;
}

const POOL = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_PetRescue';

export const PROJECTS: readonly DeployedProject[] = [
  {
    title: 'the pet rescue',
    copy: copyPetRescue,
    env: {},
    options: ['--parameter', `UserPoolArnOfPeople=${POOL}`],
    called: 'allUsers',
    stage: { cacheClusterEnabled: false, methodSettings: {} },
    facts: {
      paths: ['/', '/pets', '/pets/{id}', '/users', '/users/{id}'],
      methods: {
        'POST /pets': { requestValidator: 'Validate body', requestModels: { 'application/json': 'NewPet' } },
        'DELETE /pets/{id}': { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'people' },
        'GET /pets/{id}': {
          methodIntegration: {
            type: 'AWS',
            passthroughBehavior: 'WHEN_NO_TEMPLATES',
            uri: expect.stringMatching(/function:onePet\/invocations$/),
            requestTemplates: { 'application/json': '{ "id": "$input.params(\'id\')" }' },
          },
        },
      },
      models: { NewPet: { required: ['name'] } },
      authorizers: { people: { providerARNs: [POOL] } },
    },
  },
  {
    title: 'a project of every kind',
    copy: copyHarbour,
    env: harbourEnv,
    options: [],
    called: 'pilot',
    stage: {
      description: 'what the crews see',
      variables: { greeting: 'Ahoy', table: 'boats-v1' },
      cacheClusterSize: '0.5',
      methodSettings: {
        '*/*': { throttlingRateLimit: 50, throttlingBurstLimit: 20, cachingEnabled: false },
        '~1boats~1{id}/GET': { throttlingRateLimit: 50, cachingEnabled: true, cacheTtlInSeconds: 60 },
      },
      accessLogSettings: { format: '$context.requestId $context.status' },
    },
    facts: {
      restApi: { binaryMediaTypes: ['image/png'], minimumCompressionSize: 1024, version: '2.1' },
      methods: {
        'POST /boats': {
          apiKeyRequired: true,
          authorizer: 'keeper',
          operationName: 'addBoat',
          requestParameters: { 'method.request.header.X-Trip': true, 'method.request.querystring.dry': false },
          methodIntegration: {
            timeoutInMillis: 7000,
            integrationResponses: { 409: { selectionPattern: '.*no berth.*' } },
          },
        },
        'GET /tides/{proxy+}': { methodIntegration: { type: 'HTTP_PROXY', uri: 'https://tides.example.com/{proxy}' } },
      },
      authorizers: { keeper: { type: 'TOKEN' }, crew: { type: 'REQUEST', authorizerResultTtlInSeconds: 0 } },
    },
  },
];
