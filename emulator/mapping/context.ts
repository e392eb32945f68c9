import { JavaException } from './java/methods/overload.ts';
import { fromPlain, HostMap, isObject } from './java/plain.ts';
import type { Value } from './java/values.ts';

/** The maps whose members override a parameter of the request or the response. */
const OVERRIDES: ReadonlySet<string> = new Set([
  'requestOverride.header',
  'requestOverride.path',
  'requestOverride.querystring',
  'responseOverride.header',
]);

/**
 * `$context` and the maps in it. They print as nothing (recorded: test_sqs_amz_json_protocol), and each parameter can be
 * overridden once in a template: a second time fails (Developer Guide, apigateway-override-request-response-parameters).
 */
export class ContextMap extends HostMap {
  override readonly printsNothing = true;
  readonly #path: string;
  #overridden: Set<Value> | undefined;

  constructor(source: Readonly<Record<string, unknown>>, path: string) {
    super(source);
    this.#path = path;
  }

  protected override wrap(member: unknown, key: string): Value {
    if (!isObject(member)) return fromPlain(member);
    return new ContextMap(member, this.#path === '' ? key : `${this.#path}.${key}`);
  }

  override put(key: Value, value: Value): Value {
    if (OVERRIDES.has(this.#path) || (this.#path === 'responseOverride' && key === 'status')) this.#overrideOnce(key);
    return super.put(key, value);
  }

  #overrideOnce(key: Value): void {
    this.#overridden ??= new Set();
    if (this.#overridden.has(key)) {
      const name = `$context.${this.#path}.${String(key)}`;
      throw new JavaException(
        'OverriddenTwice',
        `${name} is set a second time, and each can be set once in a template`,
      );
    }
    this.#overridden.add(key);
  }
}
