import type { HttpMethod } from '../config/types.ts';

/** What a REST API can own, ANY beside it. There is no TRACE. */
const HTTP_METHODS: readonly HttpMethod[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** `get` → `GET`, `any` → `ANY`; undefined for what API Gateway has no method of. */
export function readHttpMethod(text: string | undefined): HttpMethod | 'ANY' | undefined {
  const word = text?.trim().toUpperCase();
  return word === 'ANY' ? 'ANY' : HTTP_METHODS.find((method) => method === word);
}

/** The key of a path item → the method: `x-amazon-apigateway-any-method` is ANY. */
export function methodOfKey(key: string): HttpMethod | 'ANY' | undefined {
  if (key === 'x-amazon-apigateway-any-method') return 'ANY';
  return HTTP_METHODS.find((method) => method.toLowerCase() === key);
}
