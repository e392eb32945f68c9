const lambda = (name: string): string =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

const text = { schema: { type: 'string' } };
const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';

type Part = Readonly<Record<string, unknown>>;

/** The preflight method as the console's Enable CORS writes it. */
export const preflight: {
  readonly 'x-amazon-apigateway-integration': Part & { readonly responses: { readonly default: Part } };
} & Part = {
  responses: {
    200: {
      headers: {
        'Access-Control-Allow-Origin': text,
        'Access-Control-Allow-Methods': text,
        'Access-Control-Allow-Headers': text,
      },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } },
    },
  },
  'x-amazon-apigateway-integration': {
    type: 'mock',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: {
      default: {
        statusCode: '200',
        responseParameters: {
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS,POST'",
          'method.response.header.Access-Control-Allow-Headers':
            "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
          'method.response.header.Access-Control-Allow-Origin': "'*'",
        },
      },
    },
  },
};

/** A document with every extension that routes.json has a word for. */
export const everything: Part & { readonly paths: Readonly<Record<string, object>> } = {
  openapi: '3.0.1',
  info: { title: 'harbour', description: 'Ships and piers', version: '2.1' },
  'x-amazon-apigateway-binary-media-types': ['image/png', 'application/octet-stream'],
  'x-amazon-apigateway-minimum-compression-size': 0,
  'x-amazon-apigateway-request-validators': {
    'Validate body': { validateRequestBody: true, validateRequestParameters: false },
    both: { validateRequestBody: true, validateRequestParameters: true },
    none: {},
  },
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: {
      responseParameters: {
        'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
        'gatewayresponse.header.x-path': 'method.request.path.id',
      },
    },
    DEFAULT_5XX: { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
    THROTTLED: {
      statusCode: '430',
      responseTemplates: { 'application/json': '{"slow":$context.error.messageString}' },
    },
    WAF_FILTERED: { responseTemplates: {} },
  },
  paths: {
    '/': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': { type: 'mock' } } },
    '/ships': {
      get: {
        operationId: 'listShips',
        parameters: [
          { name: 'flag', in: 'query', required: true, schema: { type: 'string' } },
          { name: 'X-Pilot', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            headers: { 'Access-Control-Allow-Origin': text, 'X-Count': text },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Fleet' } } },
          },
          404: {},
        },
        'x-amazon-apigateway-request-validator': 'both',
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: lambda('listShips'),
          credentials: 'arn:aws:iam::000000000000:role/harbour',
          passthroughBehavior: 'never',
          contentHandling: 'CONVERT_TO_TEXT',
          timeoutInMillis: 5000,
          requestParameters: { 'integration.request.header.x-flag': 'method.request.querystring.flag' },
          requestTemplates: {
            'application/json': '#set($a = 1)\n{"flag": "$input.params(\'flag\')"}',
            'text/plain': '',
          },
          responses: {
            default: {
              statusCode: 200,
              responseParameters: {
                'method.response.header.Access-Control-Allow-Origin': "'*'",
                'method.response.header.X-Count': 'integration.response.body.count',
              },
              responseTemplates: { 'application/json': "$input.json('$')" },
            },
            '.*no ship.*': { statusCode: '404', contentHandling: 'CONVERT_TO_BINARY' },
          },
        },
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Ship' } } } },
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Empty' } } } } },
        'x-amazon-apigateway-request-validator': 'Validate body',
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          httpMethod: 'POST',
          uri: lambda('createShip'),
          responses: { default: { statusCode: '200' } },
        },
      },
      options: preflight,
    },
    '/ships/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        'x-amazon-apigateway-integration': {
          type: 'http',
          httpMethod: 'GET',
          uri: 'https://${stageVariables.host}/ships/{id}',
          connectionType: 'INTERNET',
          requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
          responses: { '4\\d\\d': { statusCode: '400' }, default: { statusCode: '200' } },
        },
        responses: { 200: {}, 400: {} },
      },
      delete: { responses: {} },
    },
    '/files/{proxy+}': {
      'x-amazon-apigateway-any-method': {
        'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'ANY', uri: 'http://files.test/{proxy}' },
      },
    },
    '/queue': {
      post: {
        responses: { 200: {} },
        'x-amazon-apigateway-integration': {
          type: 'aws',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:sqs:path/000000000000/ships',
          responses: { default: { statusCode: '200' } },
        },
      },
    },
    '/alias': {
      get: {
        'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: lambda('listShips:live') },
      },
    },
    '/elsewhere': {
      get: {
        'x-amazon-apigateway-integration': {
          type: 'aws_proxy',
          httpMethod: 'POST',
          uri: lambda('listShips').replaceAll('us-east-1', 'eu-west-1'),
        },
      },
    },
    '/bare': {},
  },
  components: {
    schemas: {
      Empty: { $schema: DRAFT_4, title: 'Empty Schema', type: 'object' },
      Fleet: { type: 'array', items: { $ref: '#/components/schemas/Ship' } },
      Ship: {
        description: 'A ship and its captain',
        type: 'object',
        required: ['name', 'captain'],
        properties: {
          name: { type: 'string', minLength: 1 },
          captain: { type: 'object', properties: { ships: { $ref: '#/components/schemas/Fleet' } } },
          next: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Ship' }] },
        },
      },
    },
  },
};

const crud = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;

/** A document with `size` resources of six methods each, as generators make them. */
export function manyShips(size: number): object {
  const paths = Array.from({ length: size }, (_, index) => {
    const methods = crud.map((name, nth) => [
      name,
      {
        operationId: `${name}${index}`,
        parameters: [{ name: `q${nth}`, in: 'query', required: nth % 2 === 0, schema: { type: 'string' } }],
        responses: { 200: { content: { 'application/json': { schema: { $ref: `#/components/schemas/S${index}` } } } } },
        'x-amazon-apigateway-integration': {
          type: nth % 2 === 0 ? 'aws_proxy' : 'mock',
          httpMethod: 'POST',
          uri: lambda(`f${index % 7}`),
          responses: { default: { statusCode: '200' } },
        },
      },
    ]);
    return [`/area${index % 10}/ships${index}/{id}`, Object.fromEntries(methods)];
  });
  const schemas = Array.from({ length: size }, (_, index) => [
    `S${index}`,
    { type: 'object', properties: { next: { $ref: `#/components/schemas/S${(index + 1) % size}` } } },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: 'armada', version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}
