import type { EndpointConfiguration, RequestValidator, RestApi, Stage } from '../config/types.ts';
import type { Explanation } from '../errors/explanation.ts';
import { stableId } from '../shared/aws-names.ts';
import { type BasePathMode, basePathSegments } from './base-path.ts';
import { checkShape } from './check-shape.ts';
import { referenceResolver } from './context.ts';
import { isSwagger, readDocument } from './document.ts';
import type { DocumentNode } from './document-node.ts';
import { checkExtensions } from './extensions.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { mergeApis } from './merge.ts';
import { ImportedModels, SCHEMA_FOLDERS } from './models.ts';
import { type ImportProblem, ImportReport } from './report.ts';
import { checkResources } from './resource-rules.ts';
import { readResources } from './resources.ts';
import { ImportedSecurity } from './security.ts';

export interface ImportInput {
  /** The document: a value, or JSON or YAML text. */
  readonly document: object | string;
  /** Absolute path of the file that `document` is the text of, for the places in explanations. */
  readonly file?: string;
  /** What becomes of the document's base path. @default 'ignore' */
  readonly basepath?: BasePathMode;
  /** The stages that the API is deployed to; a document has none. */
  readonly stages: readonly { readonly name: string; readonly variables?: Readonly<Record<string, string>> }[];
  /** Id of the API. @default ten characters made from the title */
  readonly apiId?: string;
  /** As PutRestApi: the API that the document goes into. Without it a new one is made. */
  readonly into?: RestApi;
  /** With `into`: does the document replace the API, or is it added to it? @default 'overwrite' */
  readonly mode?: 'merge' | 'overwrite';
}

export interface ImportResult {
  readonly api: RestApi;
  /** Warnings, and errors where AWS refuses the document: `refusalOf(problems)` is then its answer. */
  readonly problems: readonly ImportProblem[];
  /** What the import made, named or put together by itself. */
  readonly notes: readonly Explanation[];
}

/**
 * Makes of an OpenAPI 3.0 or Swagger 2.0 document what AWS's ImportRestApi makes of it, and nothing more: no default
 * models, no wizard's responses. Whether its functions exist, nobody asks here. Throws ImportRefusal for what is no
 * document at all; every other finding is a problem with its place.
 */
export async function importOpenApi(input: ImportInput): Promise<ImportResult> {
  const root = await readDocument(input.document, input.file);
  const report = new ImportReport();
  checkShape(root, report);
  const name = root.get('info')?.get('title')?.text() ?? '';
  const apiId = input.apiId ?? input.into?.id ?? stableId(`api ${name}`, 10);
  const swagger = isSwagger(root);
  const components = root.get('components');
  const requestValidators = readRequestValidators(root.get('x-amazon-apigateway-request-validators'));
  const models = new ImportedModels({
    schemas: swagger ? root.get('definitions') : components?.get('schemas'),
    folder: swagger ? SCHEMA_FOLDERS.swagger : SCHEMA_FOLDERS.openapi,
    apiId,
    report,
  });
  const schemes = swagger ? root.get('securityDefinitions') : components?.get('securitySchemes');
  const security = new ImportedSecurity({ root, schemes, report });
  checkExtensions(root, schemes, report);
  const context = { root, swagger, models, security, requestValidators, report, resolve: referenceResolver(report) };
  const prefix = basePathSegments(root, input.basepath ?? 'ignore', report);
  const resources = readResources({ prefix, apiId, context });
  checkResources(resources, report);
  const imported: RestApi = {
    kind: 'rest',
    id: apiId,
    name,
    ...readSettings(root, report),
    resources,
    models: models.models,
    requestValidators,
    authorizers: security.authorizers,
    gatewayResponses: readGatewayResponses(root.get('x-amazon-apigateway-gateway-responses'), report),
    stages: input.stages.map((stage) => deploy(stage, apiId, root)),
    warnings: report.warnings(),
    source: root.source,
  };
  const merges = input.into !== undefined && input.mode === 'merge';
  const api = merges && input.into ? mergeApis(input.into, imported) : imported;
  return { api, problems: report.problems, notes: report.notes };
}

type Settings = Pick<
  RestApi,
  | 'description'
  | 'version'
  | 'apiKeySource'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'disableExecuteApiEndpoint'
  | 'endpointConfiguration'
  | 'policy'
>;

/** What concerns the API as a whole. */
function readSettings(root: DocumentNode, report: ImportReport): Settings {
  const info = root.get('info');
  const endpoint = [root, ...(root.get('servers')?.items() ?? [])]
    .map((node) => node.get('x-amazon-apigateway-endpoint-configuration'))
    .find((node) => node !== undefined);
  const policy = root.get('x-amazon-apigateway-policy');
  return {
    description: info?.get('description')?.text() || undefined,
    version: info?.get('version')?.text() || undefined,
    apiKeySource: root.get('x-amazon-apigateway-api-key-source')?.word(['HEADER', 'AUTHORIZER']) ?? 'HEADER',
    binaryMediaTypes: root.get('x-amazon-apigateway-binary-media-types')?.texts() ?? [],
    minimumCompressionSize: readCompressionSize(root.get('x-amazon-apigateway-minimum-compression-size'), report),
    disableExecuteApiEndpoint: endpoint?.get('disableExecuteApiEndpoint')?.isTrue() ?? false,
    endpointConfiguration: endpoint === undefined ? undefined : readEndpointConfiguration(endpoint),
    policy: policy === undefined ? undefined : { document: policy.value, source: policy.source },
  };
}

/** Recorded (test_create_rest_api_with_optional_params): the words for a size that is out of bounds. */
function readCompressionSize(node: DocumentNode | undefined, report: ImportReport): number | undefined {
  if (node === undefined) return undefined;
  const size = node.number();
  if (size !== undefined && Number.isInteger(size) && size >= 0 && size <= MAX_COMPRESSION_SIZE) return size;
  const aws = `Invalid minimum compression size, must be between 0 and ${MAX_COMPRESSION_SIZE}`;
  report.refuse('import-compression-size-refused', { aws }, node.source);
  return undefined;
}

const MAX_COMPRESSION_SIZE = 10_485_760;

function readEndpointConfiguration(node: DocumentNode): EndpointConfiguration {
  const types = node.get('types')?.texts() ?? [];
  const vpcEndpointIds = node.get('vpcEndpointIds')?.texts() ?? [];
  const given = types.length > 0 ? types.map((type) => type.toUpperCase()) : undefined;
  return {
    types: given ?? [vpcEndpointIds.length > 0 ? 'PRIVATE' : 'EDGE'],
    ipAddressType: node.get('ipAddressType')?.text() ?? 'ipv4',
    vpcEndpointIds: vpcEndpointIds.length > 0 ? vpcEndpointIds : undefined,
  };
}

function readRequestValidators(node: DocumentNode | undefined): Map<string, RequestValidator> {
  const validators = (node?.entries() ?? []).map(([name, entry]): [string, RequestValidator] => [
    name,
    {
      name,
      validateRequestBody: entry.get('validateRequestBody')?.isTrue() ?? false,
      validateRequestParameters: entry.get('validateRequestParameters')?.isTrue() ?? false,
      source: entry.source,
    },
  ]);
  return new Map(validators);
}

function deploy(stage: ImportInput['stages'][number], apiId: string, root: DocumentNode): Stage {
  return {
    name: stage.name,
    deploymentId: stableId(`${apiId} ${stage.name} ${JSON.stringify(root.value)}`, 6),
    variables: stage.variables ?? {},
    source: root.source,
  };
}
