import type { Refusal } from './types.ts';

const GET = { integration: { type: 'MOCK' } };
const method = (parts: object) => ({ resources: { '/': { GET: { ...GET, ...parts } } } });
const integration = (parts: object) => method({ integration: { type: 'MOCK', ...parts } });
const stage = (parts: object) => ({ stages: { v1: parts } });
const domain = (parts: object) => ({ customDomains: { 'api.pets.localhost': { basePathMappings: {}, ...parts } } });
const operation = (extension: object, root: object = {}) => ({
  ...root,
  paths: { '/': { get: { responses: {}, ...extension } } },
});
const http = (parts: object) =>
  operation({ 'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'GET', uri: 'http://a.test', ...parts } });

const vpcOnly = {
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
    },
  ],
};

/** What isn't there. */
export const REFUSALS: readonly Refusal[] = [
  {
    feature: 'Method settings beside throttling and caching',
    detail: 'metrics and execution logs of a stage',
    refused: [
      { routes: stage({ methodSettings: { '*/*': { metricsEnabled: true } } }), says: 'CloudWatch metrics' },
      { routes: stage({ methodSettings: { '*/*': { loggingLevel: 'INFO' } } }), says: 'execution logs' },
      { routes: stage({ throttling: {} }), says: 'throttling' },
      { routes: method({ throttling: {} }), says: 'throttling' },
    ],
  },
  {
    feature: 'Deployments and canaries as settings of routes.json',
    detail: 'they are events, and have commands: [deployments.md](deployments.md)',
    refused: [
      { routes: stage({ canarySettings: {} }), says: 'offstage deployment create --canary' },
      { routes: stage({ deploymentId: 'abcdef' }), says: 'offstage deployment use' },
    ],
  },
  {
    feature: 'X-Ray tracing, client certificates, firewalls, access logs in log groups and delivery streams',
    detail: 'an access log goes to a file or the terminal',
    refused: [
      {
        routes: stage({ accessLogSettings: { destinationArn: 'a', format: '$context.requestId' } }),
        says: 'log groups',
      },
      { routes: stage({ tracingEnabled: true }), says: 'X-Ray' },
      { routes: stage({ clientCertificateId: 'a' }), says: 'client certificates' },
      { routes: stage({ webAclArn: 'a' }), says: 'firewalls' },
    ],
  },
  {
    feature: 'Private endpoints and policies for them (aws:SourceVpce)',
    detail: '',
    refused: [
      { routes: { endpointConfiguration: {} }, says: 'endpoint types' },
      { routes: { policy: vpcOnly }, says: 'VPC endpoint' },
      { document: { 'x-amazon-apigateway-policy': vpcOnly }, says: 'VPC endpoint' },
      {
        document: { 'x-amazon-apigateway-endpoint-configuration': { types: ['PRIVATE'] } },
        says: 'PRIVATE',
      },
    ],
  },
  {
    feature: 'Mutual TLS, TLS policies, certificates, routing rules and endpoint types of custom domains',
    detail: 'every custom domain is a Regional one with the security policy TLS_1_2',
    refused: [
      { routes: { domainNames: {} }, says: '"customDomains" has them' },
      { routes: { basePathMappings: {} }, says: '"customDomains" has them' },
      { routes: domain({ mutualTlsAuthentication: {} }), says: 'mutual TLS' },
      { routes: domain({ securityPolicy: 'TLS_1_0' }), says: 'TLS versions' },
      { routes: domain({ regionalCertificateArn: 'a' }), says: 'certificates of AWS' },
      { routes: domain({ routingMode: 'ROUTING_RULE_ONLY' }), says: 'routing rules' },
      { routes: domain({ endpointConfiguration: {} }), says: 'endpoint types' },
    ],
  },
  {
    feature: 'VPC links, TLS settings of a backend',
    detail: '',
    refused: [
      { routes: { vpcLinks: {} }, says: 'VPC links' },
      {
        routes: integration({ type: 'HTTP', httpMethod: 'GET', uri: 'http://a.test', connectionType: 'VPC_LINK' }),
        says: 'VPC links',
      },
      { document: http({ connectionType: 'VPC_LINK' }), says: 'VPC link' },
      { routes: integration({ tlsConfig: {} }), says: 'TLS settings' },
      { document: http({ tlsConfig: { insecureSkipVerification: true } }), says: 'tlsConfig' },
    ],
  },
  {
    feature: 'An AWS service without an endpoint, Firehose as a proxy, other calls of the Lambda API',
    detail: 'the error names the setting',
    refused: [
      {
        routes: integration({ type: 'AWS', httpMethod: 'POST', uri: 'arn:aws:apigateway:us-east-1:sqs:path/a' }),
        says: '"serviceEndpoints"',
      },
      {
        routes: integration({
          type: 'AWS_PROXY',
          httpMethod: 'POST',
          uri: 'arn:aws:apigateway:us-east-1:firehose:action/A',
        }),
        says: 'Firehose as a proxy',
      },
      {
        routes: integration({
          type: 'AWS',
          httpMethod: 'GET',
          uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions',
        }),
        says: 'other calls of the Lambda API',
      },
    ],
  },
  {
    feature: 'HTTP APIs, WebSocket APIs',
    detail: '',
    refused: [
      { routes: { httpApis: {} }, says: 'HTTP APIs' },
      { routes: { webSocketApis: {} }, says: 'WebSocket APIs' },
    ],
  },
  {
    feature: 'DynamoDB tables',
    detail: 'a local DynamoDB can be named in serviceEndpoints',
    refused: [{ routes: { tables: {} }, says: 'DynamoDB tables' }],
  },
  {
    feature: 'Lambda: layers, provisioned concurrency, container images, function URLs, aliases, event sources',
    detail: 'an alias or a version in an ARN leads to the one function',
    refused: ['layers', 'provisionedConcurrency', 'imageUri', 'functionUrl', 'aliases', 'events'].map((name) => ({
      routes: { functions: { hello: { handler: 'hello.handler', [name]: {} } } },
      says: `"${name}"`,
    })),
  },
];
