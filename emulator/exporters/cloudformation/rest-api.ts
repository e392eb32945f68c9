import type { RestApi } from '../../config/types.ts';
import { parseIntegrationUri, readFunctionReference } from '../../shared/aws-names.ts';
import { filled } from '../filled.ts';
import { openApiBody } from '../openapi.ts';
import { shortPolicy } from '../policy.ts';
import type { Credentials } from './credentials.ts';
import { isLocal } from './environment.ts';
import { functionName } from './functions.ts';
import type { JsonObject, TemplatePart } from './part.ts';
import { HERE, inOwnAccount, literal, mapTexts, PARTITION, ref, serviceUri, sub } from './substitute.ts';
import { templateSafe } from './template-safe.ts';
import type { UserPools } from './user-pools.ts';

/** What texts of the API's document stand for in the stack. */
export interface References {
  readonly functionIds: ReadonlyMap<string, string>;
  readonly roles: Credentials['roles'];
  readonly pools: UserPools['pools'];
}

/** The API, all of it in one OpenAPI document; its endpoint type is a parameter, because routes.json has no word for it. */
export function restApiPart(api: RestApi, references: References): TemplatePart {
  const { types = ['EDGE'], ipAddressType, vpcEndpointIds } = api.endpointConfiguration ?? {};
  const { value: body, notes } = templateSafe(documentOf(api));
  return {
    parameters: {
      EndpointType: {
        Type: 'String',
        Description: 'Endpoint type of the API',
        Default: types[0] ?? 'EDGE',
        AllowedValues: ['EDGE', 'REGIONAL', 'PRIVATE'],
      },
    },
    resources: {
      RestApi: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Name: api.name,
          ...filled({ Description: api.description }),
          EndpointConfiguration: {
            Types: [ref('EndpointType')],
            ...(ipAddressType !== undefined && ipAddressType !== 'ipv4' && { IpAddressType: ipAddressType }),
            ...filled({ VpcEndpointIds: vpcEndpointIds }),
          },
          ...(api.disableExecuteApiEndpoint && { DisableExecuteApiEndpoint: true }),
          // A merge, which is AWS's default, would leave routes in the API that are gone from the project. To replace the
          // document takes away what it doesn't say, whatever the properties above are: it says them again.
          Mode: 'overwrite',
          Body: mapTexts(body, (text, key) => inStack(text, key, references)),
        },
      },
    },
    outputs: { RestApiId: { Description: 'Id of the API', Value: ref('RestApi') } },
    notes: [...notes, ...backendNotes(api)],
  };
}

/** A policy names the API whose it is by `execute-api:/`: which id that is, the stack alone knows. */
function documentOf(api: RestApi): JsonObject {
  const body = openApiBody(api);
  return api.policy === undefined ? body : { ...body, 'x-amazon-apigateway-policy': shortPolicy(api.policy) };
}

function inStack(text: string, key: string, { functionIds, roles, pools }: References): unknown {
  if (key === 'uri' || key === 'authorizerUri') return uriInStack(text, functionIds);
  if (key === 'credentials' || key === 'authorizerCredentials') return roles.get(text) ?? inOwnAccount(text);
  if (key === 'providerARNs') return pools.get(text) ?? inOwnAccount(text);
  return inOwnAccount(text);
}

function uriInStack(uri: string, functionIds: ReadonlyMap<string, string>): unknown {
  const { functionArn = '', rest = '' } = parseIntegrationUri(uri) ?? {};
  const called = functionInStack(functionArn, functionIds);
  if (called === undefined) return serviceUri(uri);
  // A reference may be a bare name, which may be part of what stands around it.
  const start = rest.indexOf(FUNCTIONS) + FUNCTIONS.length;
  const [before, after] = [rest.slice(0, start), rest.slice(start + functionArn.length)];
  return sub(`arn:${PARTITION}:apigateway:\${AWS::Region}:lambda:path/${before}${called}${after}`);
}

const FUNCTIONS = 'functions/';

/** A function of the stack by its resource, one that a stage variable names by its name. Undefined: any other. */
function functionInStack(reference: string, functionIds: ReadonlyMap<string, string>): string | undefined {
  const { functionName: name = '', qualifier } = readFunctionReference(reference);
  const id = functionIds.get(name);
  const suffix = qualifier === undefined ? '' : `:${literal(qualifier)}`;
  if (id !== undefined) return `\${${id}Function.Arn}${suffix}`;
  return name.includes('${')
    ? `arn:${PARTITION}:lambda:${HERE}:function:${functionName(literal(name))}${suffix}`
    : undefined;
}

/** Backends that a stack doesn't make. */
function backendNotes(api: RestApi): string[] {
  return api.resources.flatMap(({ path, methods }) =>
    [...methods.values()].flatMap(({ httpMethod, integration }) => {
      const { uri = '', connectionType, connectionId } = integration ?? {};
      const of = `${httpMethod} ${path}`;
      return [
        ...(isLocal(uri) ? [`${of} calls ${uri}, an address of this machine, which AWS can't reach.`] : []),
        ...(connectionType === 'VPC_LINK' ? [`${of} uses the VPC link ${connectionId}, which isn't made.`] : []),
      ];
    }),
  );
}
