import { JavaException } from './java/methods/overload.ts';
import { type Copies, fromPlain, HostMap, isObject } from './java/plain.ts';
import { toText } from './java/text.ts';
import { JavaList, type Value } from './java/values.ts';

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
  #overridden: Set<string> | undefined;

  constructor(source: Readonly<Record<string, unknown>>, path: string) {
    super(source);
    this.#path = path;
  }

  protected override wrap(member: unknown, key: string): Value {
    if (!isObject(member)) return fromPlain(member);
    return new ContextMap(member, this.#path === '' ? key : `${this.#path}.${key}`);
  }

  protected override copyMember(member: Value, copies: Copies, depth: number): unknown {
    return OVERRIDES.has(this.#path) ? overrideOf(member) : super.copyMember(member, copies, depth);
  }

  override put(key: Value, value: Value): Value {
    if (OVERRIDES.has(this.#path) || (this.#path === 'responseOverride' && key === 'status'))
      this.#overrideOnce(toText(key));
    return super.put(key, value);
  }

  #overrideOnce(key: string): void {
    this.#overridden ??= new Set();
    if (this.#overridden.has(key)) {
      const name = `$context.${this.#path}.${key}`;
      throw new JavaException(
        'OverriddenTwice',
        `${name} is set a second time, and each can be set once in a template`,
      );
    }
    this.#overridden.add(key);
  }
}

/** What a parameter is overridden with: a text, or a list of them (Developer Guide, as above). Objects go by theirs. */
function overrideOf(value: Value): unknown {
  return value instanceof JavaList ? value.items.map(byText) : byText(value);
}

function byText(value: Value): unknown {
  return value !== null && typeof value === 'object' ? toText(value) : value;
}
