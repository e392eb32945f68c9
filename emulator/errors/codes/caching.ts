import type { CodeTable } from '../define.ts';
import { list, quote } from './wording.ts';

/** What a stage's cache did, and what can be wrong with its settings. */
export interface CachingFacts {
  'gateway-cache-control': {
    readonly strategy: 'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
    readonly arn: string;
    readonly user: string | undefined;
    readonly stage: string;
  };
  'gateway-kept-for-another': {
    readonly target: string;
    readonly madeFor: string;
    readonly parameters: readonly string[];
  };
  'gateway-kept-for-another-caller': { readonly target: string };
  'gateway-too-large-to-keep': { readonly bytes: number; readonly limit: number };
  'gateway-failure-kept': { readonly status: number; readonly seconds: number };
  'config-cache-without-cluster': { readonly stage: string };
  'config-cluster-without-cache': { readonly stage: string };
  'config-cache-key-undeclared': { readonly parameter: string; readonly method: string; readonly path: string };
  'config-cache-shares-paths': {
    readonly method: string;
    readonly path: string;
    readonly stage: string;
    readonly variables: readonly string[];
  };
  'config-cached-stream': { readonly method: string; readonly path: string; readonly stage: string };
}

export const CACHING_CODES: CodeTable<CachingFacts> = {
  'gateway-cache-control': {
    fault: 'user',
    what: ({ strategy, user, arn }) =>
      `The request asks by Cache-Control: max-age=0 for an answer that doesn't come from the cache, and ${user === undefined ? 'nobody signed it who may' : `${user} may not do execute-api:InvalidateCache on ${arn}`}. ${
        {
          FAIL_WITH_403: 'The stage refuses that.',
          SUCCEED_WITH_RESPONSE_HEADER: 'It counted as a request without, and the answer has a Warning header.',
          SUCCEED_WITHOUT_RESPONSE_HEADER: 'It counted as a request without.',
        }[strategy]
      }`,
    remedy: ({ user }) =>
      `Set "requireAuthorizationForCacheControl": false in "methodSettings" if everybody may, or ${user === undefined ? 'sign the request as an IAM user who may' : 'allow execute-api:InvalidateCache in the policy of the user'}. Browsers send this header when a page is reloaded.`,
  },
  'gateway-kept-for-another': {
    fault: 'user',
    what: ({ target, madeFor, parameters }) =>
      `The answer to ${target} came from the cache, and was made for ${madeFor}: ${parameters.length === 0 ? 'the integration has no cache key parameters, so that all requests to the method are one' : `to the cache, requests with the same ${list(parameters)} are one`}.`,
    remedy: () =>
      'Add what the answer depends on to "cacheKeyParameters" of the integration: "method.request.path.NAME" or "method.request.querystring.NAME".',
  },
  'gateway-kept-for-another-caller': {
    fault: 'user',
    what: ({ target }) =>
      `The answer to ${target} came from the cache, and was made for another caller: who calls is no part of the cache key.`,
    remedy: () =>
      'Where the answer depends on the caller, add the header that says who it is to "cacheKeyParameters" ("method.request.header.Authorization"), or switch the cache off for this method.',
  },
  'gateway-too-large-to-keep': {
    fault: 'user',
    what: ({ bytes, limit }) =>
      `The answer has ${number(bytes)} bytes and was not kept: API Gateway's cache takes ${number(limit)} at most.`,
    remedy: () => 'Make the answer smaller, or switch the cache off for this method.',
  },
  'gateway-failure-kept': {
    fault: 'user',
    what: ({ status, seconds }) =>
      `The integration answered ${status}, and this answer is kept for ${number(seconds)} s: API Gateway's cache doesn't look at the status.`,
    remedy: () =>
      'Let the client ask again with Cache-Control: max-age=0, shorten "cacheTtlInSeconds", or let the function fail where its answer is not to be kept.',
  },
  'config-cache-without-cluster': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} has "cachingEnabled" and no cache: nothing is kept.`,
    remedy: () => 'Add "cacheClusterEnabled": true to the stage.',
  },
  'config-cluster-without-cache': {
    fault: 'user',
    what: ({ stage }) => `The stage ${stage} has a cache, which AWS charges for, and keeps no method's answers in it.`,
    remedy: () => 'Add "methodSettings": { "*/*": { "cachingEnabled": true } } to the stage, which is for each GET.',
  },
  'config-cache-key-undeclared': {
    fault: 'user',
    what: ({ parameter, method, path }) =>
      `${method} ${path} has the cache key parameter ${quote(parameter)}, which is not declared. AWS says: BadRequestException: Invalid cache key parameter specified`,
    remedy: ({ parameter }) =>
      parameter.startsWith('method.')
        ? `Add ${quote(parameter)}: false to "requestParameters" of the method.`
        : `Add ${quote(parameter)} to "requestParameters" of the integration.`,
  },
  'config-cache-shares-paths': {
    fault: 'user',
    what: ({ method, path, stage, variables }) =>
      `The stage ${stage} keeps answers of ${method} ${path}, and ${list(variables)} ${variables.length === 1 ? 'is' : 'are'} no cache key: every value gets the same answer.`,
    remedy: ({ variables }) =>
      `Add ${list(variables.map((name) => quote(`method.request.path.${name}`)))} to "cacheKeyParameters" of the integration.`,
  },
  'config-cached-stream': {
    fault: 'user',
    what: ({ method, path, stage }) =>
      `The stage ${stage} keeps answers, but none of ${method} ${path}: API Gateway keeps no streamed answer.`,
    remedy: () => 'Switch the cache off for this method, or take "responseTransferMode": "STREAM" off its integration.',
  },
};

function number(value: number): string {
  return value.toLocaleString('en-US');
}
