import { headerName } from '../shared/header-name.ts';
import { LinkedMap } from './java/linked-map.ts';
import { numberText } from './java/number-text.ts';
import { isNumber } from './java/numbers.ts';
import { HostMap } from './java/plain.ts';
import { toText, writeJson } from './java/text.ts';
import { HostObject, type Value } from './java/values.ts';
import { PathNotFound, queryPath } from './json-path/query.ts';
import { readJson } from './json-reader.ts';
import { JsonSyntaxError } from './json-syntax.ts';

/** The client's parameters, each name with one value. */
export interface Params {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

/** `$input`: the body and the parameters of the request. The body is read when the template first asks for a part. */
export class InputObject extends HostObject {
  readonly className = 'com.amazonaws.apigateway.Input';
  readonly #body: string;
  readonly #params: Params;
  #document: Value | undefined;
  #maps: { path: HostMap; querystring: HostMap; header: HostMap } | undefined;

  constructor(body: string, params: Params) {
    super();
    this.#body = body === '' ? '{}' : body;
    this.#params = params;
  }

  property(name: string): Value {
    return name === 'body' ? this.#body : null;
  }

  call(name: string, parameters: readonly Value[]): Value | undefined {
    const [argument] = parameters;
    if (name === 'params') {
      if (parameters.length === 0) return this.#allParams();
      return parameters.length === 1 ? this.#param(toText(argument ?? null)) : undefined;
    }
    if (name === 'getBody' && parameters.length === 0) return this.#body;
    if (parameters.length !== 1 || typeof argument !== 'string') return undefined;
    if (name === 'path') return this.#query(argument) ?? null;
    if (name === 'json') return this.#json(argument);
    return undefined;
  }

  /** A path that leads nowhere is `""`, two quotes (test_template_mapping of LocalStack's unit tests). */
  #json(path: string): string {
    const value = this.#query(path);
    if (value === undefined) return '""';
    return value !== null && isNumber(value) ? numberText(value) : writeJson(value, false);
  }

  #query(path: string): Value | undefined {
    this.#document ??= this.#readBody();
    if (this.#document === null) return undefined;
    try {
      return queryPath(path, this.#document);
    } catch (error) {
      if (error instanceof PathNotFound) return undefined;
      throw error;
    }
  }

  /** json-smart's lenient reading: a text that is no JSON is a text. */
  #readBody(): Value {
    try {
      return readJson(this.#body, 'permissive');
    } catch (error) {
      if (error instanceof JsonSyntaxError) return null;
      throw error;
    }
  }

  /** The first of path, query string and headers that has a value. */
  #param(name: string): string {
    const { path, querystring, header } = this.#params;
    return own(path, name) || own(querystring, name) || (headerName(name).hidden ? '' : own(header, name));
  }

  #allParams(): Value {
    const { path, querystring, header } = this.#params;
    this.#maps ??= {
      path: new HostMap(path),
      querystring: new HostMap(querystring),
      header: new HostMap(visible(header)),
    };
    const all = new LinkedMap();
    all.put('path', this.#maps.path);
    all.put('querystring', this.#maps.querystring);
    all.put('header', this.#maps.header);
    return all;
  }
}

function own(values: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
}

function visible(header: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name in header) {
    if (headerName(name).hidden) {
      return Object.fromEntries(Object.entries(header).filter(([key]) => !headerName(key).hidden));
    }
  }
  return header;
}
