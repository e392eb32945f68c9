/** What the import reads at a place of a document: a text (a number or a truth value will do), or something with parts. */
export type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  | 'object'
  | { readonly list: Shape }
  /** Anything by name. */
  | { readonly map: Shape }
  /** These names; what else stands there is of no concern. */
  | { readonly fields: Readonly<Record<string, Shape>> };

const list = (shape: Shape): Shape => ({ list: shape });
const map = (shape: Shape): Shape => ({ map: shape });
const fields = (shapes: Readonly<Record<string, Shape>>): Shape => ({ fields: shapes });

const CONTENT = map(fields({ schema: 'object' }));
const SECURITY = list(map(list('text')));
const PARAMETER = fields({ name: 'text', in: 'text', required: 'boolean', schema: 'object' });
const REQUEST_BODY = fields({ content: CONTENT });
const RESPONSE = fields({ headers: map('object'), content: CONTENT, schema: 'object' });

const INTEGRATION = fields({
  type: 'text',
  uri: 'text',
  httpMethod: 'text',
  credentials: 'text',
  // AWS warns of each value that is no text, in words of its own.
  requestParameters: 'object',
  requestTemplates: map('text'),
  passthroughBehavior: 'text',
  contentHandling: 'text',
  timeoutInMillis: 'number',
  cacheKeyParameters: list('text'),
  connectionType: 'text',
  connectionId: 'text',
  responseTransferMode: 'text',
  tlsConfig: 'object',
  responses: map(
    fields({
      statusCode: 'text',
      responseParameters: 'object',
      responseTemplates: map('text'),
      contentHandling: 'text',
    }),
  ),
});

const OPERATION = fields({
  operationId: 'text',
  parameters: list(PARAMETER),
  requestBody: REQUEST_BODY,
  responses: map(RESPONSE),
  security: SECURITY,
  consumes: list('text'),
  produces: list('text'),
  'x-amazon-apigateway-request-validator': 'text',
  'x-amazon-apigateway-integration': INTEGRATION,
});

const OPERATIONS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method'];
const PATH_ITEM = fields({
  parameters: list(PARAMETER),
  ...Object.fromEntries(OPERATIONS.map((name) => [name, OPERATION])),
});

const SECURITY_SCHEME = fields({
  type: 'text',
  name: 'text',
  in: 'text',
  'x-amazon-apigateway-authtype': 'text',
  'x-amazon-apigateway-authorizer': fields({
    type: 'text',
    authorizerUri: 'text',
    authorizerCredentials: 'text',
    identitySource: 'text',
    identityValidationExpression: 'text',
    authorizerResultTtlInSeconds: 'number',
    providerARNs: list('text'),
  }),
});

/** A whole document, OpenAPI 3.0 or Swagger 2.0. */
export const DOCUMENT: Shape = fields({
  info: fields({ title: 'text', description: 'text', version: 'text' }),
  servers: list(fields({ url: 'text', variables: map(fields({ default: 'text' })) })),
  basePath: 'text',
  consumes: list('text'),
  produces: list('text'),
  security: SECURITY,
  paths: map(PATH_ITEM),
  components: fields({
    schemas: map('object'),
    parameters: map(PARAMETER),
    requestBodies: map(REQUEST_BODY),
    responses: map(RESPONSE),
    securitySchemes: map(SECURITY_SCHEME),
  }),
  definitions: map('object'),
  parameters: map(PARAMETER),
  responses: map(RESPONSE),
  securityDefinitions: map(SECURITY_SCHEME),
  'x-amazon-apigateway-api-key-source': 'text',
  'x-amazon-apigateway-binary-media-types': list('text'),
  'x-amazon-apigateway-endpoint-configuration': fields({ types: list('text'), vpcEndpointIds: list('text') }),
  'x-amazon-apigateway-gateway-responses': map(
    fields({ statusCode: 'text', responseParameters: map('text'), responseTemplates: map('text') }),
  ),
  'x-amazon-apigateway-policy': 'object',
  'x-amazon-apigateway-request-validator': 'text',
  'x-amazon-apigateway-request-validators': map(
    fields({ validateRequestBody: 'boolean', validateRequestParameters: 'boolean' }),
  ),
});
