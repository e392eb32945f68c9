import type { Stage } from '../../config/types.ts';
import type { JsonObject } from './part.ts';

/** CloudFormation's word for a setting, and the value with which it need not be written. */
const SETTINGS: Readonly<Record<string, readonly [word: string | undefined, standard?: unknown]>> = {
  throttlingRateLimit: ['ThrottlingRateLimit'],
  throttlingBurstLimit: ['ThrottlingBurstLimit'],
  cachingEnabled: ['CachingEnabled'],
  cacheTtlInSeconds: ['CacheTtlInSeconds', 300],
  cacheDataEncrypted: ['CacheDataEncrypted', false],
  // CloudFormation has no words for these; UpdateStage has.
  requireAuthorizationForCacheControl: [undefined, true],
  unauthorizedCacheControlHeaderStrategy: [undefined, 'SUCCEED_WITH_RESPONSE_HEADER'],
};

const NO_THROTTLE = -1;
/** Beyond it, the account's own throttle refuses. */
const ACCOUNT_THROTTLE: Readonly<Record<string, number>> = { ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5000 };

/** The method settings of a stage as CloudFormation lists them, and what it has no word for. */
export function methodSettings({ name, methodSettings: settings = {} }: Stage): {
  readonly settings: readonly JsonObject[];
  readonly notes: readonly string[];
} {
  const notes: string[] = [];
  const listed = Object.entries(settings).map(([method, values]) => {
    const end = method.lastIndexOf('/');
    const entries = Object.entries(values).flatMap(([setting, value]) => {
      const [word, standard] = SETTINGS[setting] ?? [];
      if (value === undefined || value === standard) return [];
      if (word !== undefined && value !== NO_THROTTLE) return [[word, value]];
      if (word !== undefined) {
        const instead = ACCOUNT_THROTTLE[word];
        notes.push(`A template can't say "no throttle" (-1): ${setting} of ${method} is the account's ${instead}.`);
        return [[word, instead]];
      }
      notes.push(`CloudFormation can't set ${setting} of ${method} on the stage ${name}: UpdateStage can.`);
      return [];
    });
    const place = { HttpMethod: method.slice(end + 1), ResourcePath: resourcePath(method.slice(0, end)) };
    return { ...place, ...Object.fromEntries(entries) };
  });
  return { settings: listed, notes };
}

/** `/pets/{id}` → `/~1pets~1{id}`; all resources are `/*`, the root is `/`. */
function resourcePath(path: string): string {
  if (path === '*') return '/*';
  return path === '' || path === '/' ? '/' : `/${path.replaceAll('/', '~1')}`;
}
