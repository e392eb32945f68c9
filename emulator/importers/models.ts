import type { Model } from '../config/types.ts';
import { stableId } from '../shared/aws-names.ts';
import { type DocumentNode, referredName } from './document-node.ts';
import type { ImportReport } from './report.ts';
import { convertSchema, refusedKeywords } from './schema.ts';

export const SCHEMA_FOLDERS = { openapi: '#/components/schemas/', swagger: '#/definitions/' } as const;

/**
 * The models of an imported API: the document's schemas and nothing else (no Empty, no Error), plus one generated
 * model for each schema that stands inside an operation, as AWS names them: `MODEL` and six characters.
 */
export class ImportedModels {
  readonly models: Map<string, Model> = new Map();
  readonly #apiId: string;
  readonly #folder: string;
  readonly #report: ImportReport;

  constructor(input: { schemas: DocumentNode | undefined; folder: string; apiId: string; report: ImportReport }) {
    this.#apiId = input.apiId;
    this.#folder = input.folder;
    this.#report = input.report;
    const known = new Set(input.schemas?.entries().map(([name]) => name));
    for (const [name, schema] of input.schemas?.entries() ?? []) this.#addNamed(name, schema, known);
  }

  /** The model that an operation's schema stands for; undefined, and a warning, when it refers to nothing. */
  nameOf(schema: DocumentNode): string | undefined {
    const reference = schema.get('$ref')?.text();
    if (reference === undefined) return schema.isObject() ? this.#addInline(schema) : undefined;
    const name = referredName(reference, this.#folder) ?? /\/models\/([A-Za-z0-9]+)$/.exec(reference)?.[1];
    if (name !== undefined && this.models.has(name)) return name;
    this.#warnMissing(name ?? reference, schema);
    return undefined;
  }

  #addNamed(name: string, schema: DocumentNode, known: ReadonlySet<string>): void {
    if (/^[A-Za-z0-9]+$/.test(name)) {
      this.#add(name, schema, known);
    } else {
      const aws = `Unable to create model for '${name}': Model name must be alphanumeric: ${name}`;
      this.#report.refuse('import-model-name', { aws, model: name }, schema.source);
    }
  }

  #addInline(schema: DocumentNode): string {
    const name = `MODEL${stableId(JSON.stringify(schema.value), 6)}`;
    if (!this.models.has(name)) {
      this.#add(name, schema, new Set(this.models.keys()));
      this.#report.note('import-inline-model', { model: name }, schema.source);
    }
    return name;
  }

  #add(name: string, node: DocumentNode, known: ReadonlySet<string>): void {
    const keywords = refusedKeywords(node.value);
    if (keywords.length > 0) this.#report.warn('import-model-keywords', { model: name, keywords }, node.source);
    const schema = convertSchema(node.value, (reference) => {
      const model = referredName(reference, this.#folder) ?? /\/restapis\/[^/]+\/models\/([^/]+)$/.exec(reference)?.[1];
      if (model === undefined) return reference;
      if (!known.has(model)) this.#warnMissing(model, node);
      return `https://apigateway.amazonaws.com/restapis/${this.#apiId}/models/${model}`;
    });
    const description = node.get('description')?.text();
    this.models.set(name, {
      name,
      contentType: 'application/json',
      description,
      schema,
      source: node.source,
    });
  }

  #warnMissing(model: string, node: DocumentNode): void {
    const aws = `Reference to model '${model}' not found. Ignoring.`;
    this.#report.warn('import-model-missing', { aws, model }, node.source);
  }
}
