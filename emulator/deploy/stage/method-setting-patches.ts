import type { MethodSetting, PatchOperation } from '@aws-sdk/client-api-gateway';
import type { MethodSettings } from '../../config/access.ts';
import { METHOD_DEFAULTS } from '../../config/normalize/method-settings.ts';

type MethodSettingsOf = Readonly<Record<string, MethodSettings>>;

/** A setting, and what it is called in the path of a patch operation. */
const SETTINGS = [
  ['throttlingRateLimit', 'throttling/rateLimit'],
  ['throttlingBurstLimit', 'throttling/burstLimit'],
  ['cachingEnabled', 'caching/enabled'],
  ['cacheTtlInSeconds', 'caching/ttlInSeconds'],
  ['cacheDataEncrypted', 'caching/dataEncrypted'],
  ['requireAuthorizationForCacheControl', 'caching/requireAuthorizationForCacheControl'],
  ['unauthorizedCacheControlHeaderStrategy', 'caching/unauthorizedCacheControlHeaderStrategy'],
] as const satisfies readonly (readonly [keyof MethodSettings, string])[];

const ALL = '*/*';

/**
 * The operations of UpdateStage that make the method settings on AWS those of the files. A new entry is said in full:
 * AWS fills it with what all methods have (recorded). One that is gone from the files is removed, unless it has settings
 * besides that Offstage has no words for (logs and metrics): these stay.
 */
export function methodSettingPatches(
  wanted: MethodSettingsOf = {},
  onAws: Readonly<Record<string, MethodSetting>> = {},
): PatchOperation[] {
  const there = new Map(Object.entries(onAws).map(([key, settings]) => [nameOf(key), { key, settings }]));
  const set = Object.entries(wanted).flatMap(([name, settings]) => {
    const { key = keyOf(name), settings: before = {} } = there.get(name) ?? {};
    return changes(key, before, { ...settings, cachingEnabled: isCached(name, wanted) });
  });
  const gone = [...there].filter(([name]) => !Object.hasOwn(wanted, name)).map(([, entry]) => entry);
  return [...set, ...gone.flatMap(({ key, settings }) => removal(key, settings))];
}

function changes(key: string, before: MethodSetting, wanted: MethodSettings): PatchOperation[] {
  return SETTINGS.flatMap(([setting, path]): PatchOperation[] =>
    before[setting] === wanted[setting]
      ? []
      : [{ op: 'replace', path: `/${key}/${path}`, value: String(wanted[setting]) }],
  );
}

function removal(key: string, settings: MethodSetting): PatchOperation[] {
  const { metricsEnabled, dataTraceEnabled, loggingLevel = 'OFF' } = settings;
  if (!metricsEnabled && !dataTraceEnabled && loggingLevel === 'OFF') return [{ op: 'remove', path: `/${key}` }];
  return changes(key, settings, { ...METHOD_DEFAULTS, cachingEnabled: false });
}

/** An entry that says nothing of caching follows that of all methods if it is of GET: there AWS keeps answers by itself. */
function isCached(name: string, wanted: MethodSettingsOf): boolean {
  const own = wanted[name]?.cachingEnabled;
  return own ?? (name.endsWith('/GET') && wanted[ALL]?.cachingEnabled === true);
}

/** `/pets/{id}/GET` is `~1pets~1{id}/GET` on AWS. */
export function keyOf(name: string): string {
  if (name === ALL) return ALL;
  const end = name.lastIndexOf('/');
  return `${name.slice(0, end).replaceAll('/', '~1')}${name.slice(end)}`;
}

/** The other way. What something else has set may stand without its first slash: `pets/GET`. */
export function nameOf(key: string): string {
  if (key === ALL) return ALL;
  const name = key.replaceAll('~1', '/');
  return name.startsWith('/') ? name : `/${name}`;
}
