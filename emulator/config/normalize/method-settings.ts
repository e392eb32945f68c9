import type { MethodSettings } from '../access.ts';
import type { WrittenStage } from '../written.ts';
import type { Reading } from './reading.ts';

/** What a method setting is that says nothing else (recorded: UpdateStage); the throttle is the account's. */
export const METHOD_DEFAULTS: MethodSettings = {
  throttlingRateLimit: 10_000,
  throttlingBurstLimit: 5000,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

/**
 * A stage's method settings under one spelling of each method: GetStage writes `~1pets~1{id}/GET`, a usage plan
 * `/pets/{id}/GET`. What an entry doesn't say is as in `*` + `/*`, whose values AWS copies (recorded: UpdateStage). All
 * but one: a cache for all methods is one for GET, and another method gets one by its own entry (Developer Guide).
 */
export function readMethodSettings(
  written: NonNullable<WrittenStage['methodSettings']>,
  reading: Reading,
): Record<string, MethodSettings> {
  const { cachingEnabled: _, ...ofAll } = { ...METHOD_DEFAULTS, ...written['*/*'] };
  const entries = Object.entries(written).map(([key, settings]) => [
    key.replaceAll('~1', '/'),
    reading.locator.remember({ ...ofAll, ...settings }, settings),
  ]);
  return reading.locator.remember(Object.fromEntries(entries), written);
}
