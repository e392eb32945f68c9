import type { Model, RestApi } from '../../config/types.ts';
import type { JsonValue } from '../../mapping/json-value.ts';
import { itemsOf, membersOf, typeOf } from './json-instance.ts';
import { formatOf } from './schema-formats.ts';
import { KEYWORDS, type Keyword } from './schema-keywords.ts';
import { asSchema, pattern, type Schema, SchemaFailure, schemaMap } from './schema-shape.ts';

/**
 * What is wrong with a body by a model: JSON Schema draft 4 as the Java library behind API Gateway (fge
 * json-schema-validator) reads it, one sentence for each violation, none when it fits. Keywords of later drafts are
 * passed over, and so is what stands beside a `$ref`. Members and items are looked into only as long as nothing is
 * wrong. Throws SchemaFailure for a schema that can't be used.
 */
export function findViolations({ model, value, size, models }: Comparison): string[] {
  return new Walk(models, 10_000 + size * MOST_STEPS_PER_BYTE).run({ schema: model.schema, root: model.schema }, value);
}

export interface Comparison {
  readonly model: Model;
  readonly value: JsonValue;
  /** Bytes of the body that the value was read from. */
  readonly size: number;
  /** Those that the model may refer to. */
  readonly models: RestApi['models'];
}

/** A schema that a value is compared with is a step: one whose `oneOf` leads into itself takes 2ⁿ for n levels. */
const MOST_STEPS_PER_BYTE = 50;

/** A list of millions of wrong items is told by its first. */
const MOST_VIOLATIONS = 1000;

/** A schema, and the whole model that `#/…` in it starts from. */
interface Located {
  readonly schema: unknown;
  readonly root: unknown;
}

class Walk {
  readonly #models: RestApi['models'];
  #stepsLeft: number;

  constructor(models: RestApi['models'], steps: number) {
    this.#models = models;
    this.#stepsLeft = steps;
  }

  run(at: Located, value: JsonValue): string[] {
    const violations: string[] = [];
    this.#visit(at, value, violations, []);
    return violations;
  }

  /** `asked`: the schemas that the same value is being compared with. */
  #visit(at: Located, value: JsonValue, violations: string[], asked: readonly Schema[]): void {
    if (--this.#stepsLeft < 0) throw new SchemaFailure('it takes too long to compare the body with it');
    const { schema, root } = this.#resolve(at);
    if (asked.includes(schema)) throw new SchemaFailure('it refers to itself without end');
    const within = [...asked, schema];
    const type = typeOf(value);
    const check = {
      value,
      schema,
      tell: (violation: string) => void violations.push(violation),
      also: (other: unknown) => this.#visit({ schema: other, root }, value, violations, within),
      fits: (other: unknown) => {
        const found: string[] = [];
        this.#visit({ schema: other, root }, value, found, within);
        return found.length === 0;
      },
    };
    for (const { types, check: judge } of keywordsOf(schema)) {
      if (types === 'any' || types.includes(type)) judge(check);
    }
    const format = typeof value === 'string' ? formatOf(schema.format) : undefined;
    if (format && !format.fits(value as string)) check.tell(format.tell(value as string));
    if (violations.length > 0) return;
    for (const [child, below] of childrenOf(schema, value)) {
      if (violations.length >= MOST_VIOLATIONS) return;
      this.#visit({ schema: below, root }, child, violations, []);
    }
  }

  /** Follows `$ref`, from model to model by AWS's address. */
  #resolve(at: Located): { schema: Schema; root: unknown } {
    const seen = new Set<Schema>();
    let { root } = at;
    for (let schema = asSchema(at.schema); ; ) {
      const { $ref: reference } = schema;
      if (typeof reference !== 'string') return { schema, root };
      if (seen.has(schema)) throw new SchemaFailure(`the reference ${reference} leads to itself`);
      seen.add(schema);
      const [, name, pointer = ''] = REFERENCE.exec(reference) ?? [];
      if (name !== undefined) root = this.#models.get(name)?.schema;
      const found = REFERENCE.test(reference) ? byPointer(root, pointer) : undefined;
      if (found === undefined) throw new SchemaFailure(`the reference ${reference} leads nowhere`);
      schema = asSchema(found);
    }
  }
}

const keywords = new WeakMap<Schema, Keyword[]>();

function keywordsOf(schema: Schema): Keyword[] {
  let known = keywords.get(schema);
  if (!known) {
    known = KEYWORDS.filter(([name]) => Object.hasOwn(schema, name)).map(([, keyword]) => keyword);
    keywords.set(schema, known);
  }
  return known;
}

const REFERENCE = /^(?:https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/([A-Za-z0-9]+))?(?:#(.*))?$/s;

/** Undefined when it leads nowhere. */
function byPointer(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of decodeFragment(pointer).split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function decodeFragment(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}

/** The items in order, the members by name, each with the schemas that apply to it. */
function* childrenOf(schema: Schema, value: JsonValue): Iterable<[child: JsonValue, schema: unknown]> {
  const { items, additionalItems, additionalProperties } = schema;
  for (const [index, item] of itemsOf(value).entries()) {
    if (items !== undefined && !Array.isArray(items)) yield [item, items];
    else if (index < (items?.length ?? 0)) yield [item, items?.[index]];
    else if (typeof additionalItems === 'object') yield [item, additionalItems];
  }
  const members = membersOf(value);
  if (members.size === 0) return;
  const properties = schemaMap(schema, 'properties');
  const byPattern = Object.entries(schemaMap(schema, 'patternProperties'));
  for (const [name, member] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = Object.hasOwn(properties, name);
    const matching = byPattern.filter(([source]) => pattern(source).test(name));
    if (own) yield [member, properties[name]];
    for (const [, below] of matching) yield [member, below];
    if (!own && matching.length === 0 && typeof additionalProperties === 'object') yield [member, additionalProperties];
  }
}
