import type { ImportContext } from './context.ts';
import type { DocumentNode } from './document-node.ts';
import type { MethodPlace } from './parameters.ts';

/** The operation whose schemas are read. */
export interface SchemaOwner {
  readonly operation: DocumentNode;
  readonly place: MethodPlace;
  readonly context: ImportContext;
}

/** OpenAPI 3: the `requestBody`, by content type. Swagger: the body parameter, once for each type in `consumes`. */
export function readRequestModels(owner: SchemaOwner, parameters: readonly DocumentNode[]): Record<string, string> {
  const { operation, context } = owner;
  if (!context.swagger) {
    const content = context.resolve(operation.get('requestBody'))?.get('content');
    return modelsOfContent(content, owner, { type: 'Content', where: 'request schema for' });
  }
  const schema = parameters.find((parameter) => parameter.get('in')?.text() === 'body')?.get('schema');
  return modelOfTypes(schema, 'consumes', owner);
}

/** The same of a response: `content`, or `schema` for each type in `produces`. */
export function readResponseModels(statusCode: string, node: DocumentNode, owner: SchemaOwner): Record<string, string> {
  return owner.context.swagger
    ? modelOfTypes(node.get('schema'), 'produces', owner)
    : modelsOfContent(node.get('content'), owner, {
        type: 'ComposedSchema',
        where: `${statusCode} response to method`,
      });
}

/** How AWS calls a schema that it doesn't take, and where it stands. */
interface Unsupported {
  readonly type: string;
  readonly where: string;
}

function modelsOfContent(
  content: DocumentNode | undefined,
  { place, context }: SchemaOwner,
  unsupported: Unsupported,
): Record<string, string> {
  const named = (content?.entries() ?? []).flatMap(([contentType, media]): [string, string][] => {
    const schema = media.get('schema');
    if (schema === undefined) return [];
    if (isComposed(schema)) {
      const method = `'${place.httpMethod} ${place.path}'`;
      const aws = `Unsupported model type '${unsupported.type}' in ${unsupported.where} ${method}. Ignoring.`;
      context.report.warn('import-model-unsupported', { aws }, schema.source);
      return [];
    }
    const name = context.models.nameOf(schema);
    return name === undefined ? [] : [[contentType, name]];
  });
  return Object.fromEntries(named);
}

/** What OpenAPI 3's import takes as a model of its own only, not inside an operation (seen in public logs). */
function isComposed(schema: DocumentNode): boolean {
  return ['allOf', 'anyOf', 'oneOf'].some((keyword) => schema.get(keyword) !== undefined);
}

function modelOfTypes(
  schema: DocumentNode | undefined,
  key: 'consumes' | 'produces',
  { operation, context }: SchemaOwner,
): Record<string, string> {
  const name = schema === undefined ? undefined : context.models.nameOf(schema);
  if (name === undefined) return {};
  const types = (operation.get(key) ?? context.root.get(key))?.texts() ?? [];
  return Object.fromEntries((types.length > 0 ? types : ['application/json']).map((type) => [type, name]));
}
