import type { MethodSettings } from '../access.ts';
import type { WrittenStage } from '../written.ts';
import type { Reading } from './reading.ts';

/** What the account has, and a method setting that says nothing else (recorded: UpdateStage). */
const ACCOUNT_DEFAULTS: MethodSettings = { throttlingRateLimit: 10_000, throttlingBurstLimit: 5000 };

/**
 * A stage's method settings under one spelling of each method: GetStage writes `~1pets~1{id}/GET`, a usage plan
 * `/pets/{id}/GET`. What an entry doesn't say is as in `*` + `/*`, whose values AWS copies (recorded: UpdateStage).
 */
export function readMethodSettings(
  written: NonNullable<WrittenStage['methodSettings']>,
  reading: Reading,
): Record<string, MethodSettings> {
  const ofAll = { ...ACCOUNT_DEFAULTS, ...written['*/*'] };
  const entries = Object.entries(written).map(([key, settings]) => [
    key.replaceAll('~1', '/'),
    reading.locator.remember({ ...ofAll, ...settings }, settings),
  ]);
  return reading.locator.remember(Object.fromEntries(entries), written);
}
