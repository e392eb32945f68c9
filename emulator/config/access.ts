import type { SourceRef } from '../errors/source-ref.ts';

/**
 * API keys, usage plans and the account's throttle. They are the account's and not an API's: a change of them needs no
 * deployment, and counts at once.
 */
export interface Access {
  readonly apiKeys: readonly ApiKey[];
  readonly usagePlans: readonly UsagePlan[];
  /** Undefined: the account's own limit isn't rehearsed. */
  readonly accountThrottle?: Throttle;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** 20 to 128 characters; a secret. */
  readonly value: string;
  readonly enabled: boolean;
  readonly source: SourceRef;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly apiStages: readonly ApiStage[];
  /** Ids of API keys. */
  readonly keys: readonly string[];
  /** For each key, all stages of the plan together. */
  readonly throttle?: Throttle;
  /** For each key, all stages of the plan together. */
  readonly quota?: Quota;
  readonly source: SourceRef;
}

/** A stage of the API that a usage plan opens. */
export interface ApiStage {
  readonly stage: string;
  /** `/pets/{id}/GET` → the throttle of that method, for each key of the plan. */
  readonly throttle?: Readonly<Record<string, Throttle>>;
}

/** A token bucket in API Gateway's words. */
export interface Throttle {
  /** Requests per second, on average: what the bucket is filled up with. Fractions are allowed. */
  readonly rateLimit: number;
  /** Requests at once: what the bucket holds. */
  readonly burstLimit: number;
}

export interface Quota {
  /** Requests in a period. */
  readonly limit: number;
  /** The day on which a period begins: of a week 0 (Sunday) to 6, of a month 0 (the first) to 27, of a day 0. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** What a stage sets for one of its methods, or for all of them. */
export interface MethodSettings {
  readonly throttlingRateLimit: number;
  readonly throttlingBurstLimit: number;
  /** Undefined: an entry says nothing, and GET alone follows that of all methods. */
  readonly cachingEnabled?: boolean;
  /** 0 to 3,600; 0: nothing is kept. */
  readonly cacheTtlInSeconds: number;
  readonly cacheDataEncrypted: boolean;
  /** May only some clients have a kept answer made anew (`Cache-Control: max-age=0`)? */
  readonly requireAuthorizationForCacheControl: boolean;
  /** What the others get. */
  readonly unauthorizedCacheControlHeaderStrategy: CacheControlStrategy;
}

export type CacheControlStrategy = 'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';
