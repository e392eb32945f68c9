import type { CacheControlStrategy, MethodSettings } from '../config/access.ts';
import { METHOD_DEFAULTS } from '../config/normalize/method-settings.ts';
import type { Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { isTrue, readNumber } from './patch-values.ts';
import { badRequest, invalidOperation, noMethodSetting } from './refusal.ts';
import type { PatchOperation } from './update-stage.ts';

type Read = (value: string, path: string) => Partial<MethodSettings>;

const SETTINGS: Readonly<Record<string, Read>> = {
  'throttling/burstLimit': (value, path) => ({
    throttlingBurstLimit: readNumber(path, value, { least: -1, whole: true }),
  }),
  'throttling/rateLimit': (value, path) => ({
    throttlingRateLimit: readNumber(path, value, { least: -1, whole: false }),
  }),
  'caching/enabled': (value) => ({ cachingEnabled: isTrue(value) }),
  'caching/ttlInSeconds': (value, path) => ({ cacheTtlInSeconds: readTtl(value, path) }),
  'caching/dataEncrypted': (value) => ({ cacheDataEncrypted: isTrue(value) }),
  'caching/requireAuthorizationForCacheControl': (value) => ({ requireAuthorizationForCacheControl: isTrue(value) }),
  'caching/unauthorizedCacheControlHeaderStrategy': (value, path) => ({
    unauthorizedCacheControlHeaderStrategy: readStrategy(value, path),
  }),
};
/** UpdateStage has them, and nothing here follows them. */
const NOT_REHEARSED: readonly string[] = ['metrics/enabled', 'logging/dataTrace', 'logging/loglevel'];

const SETTING = /^\/(.+\/(?:[A-Z]+|\*))\/(\w+\/\w+)$/;
/** All settings of a method together, which can be removed. */
const WHOLE = /^\/(\*\/\*|~1.*\/[A-Z]+)$/;

/** Is it a method setting, or all of a method's? */
export function isMethodSetting(path: string): boolean {
  const setting = SETTING.exec(path)?.[2] ?? '';
  return Object.hasOwn(SETTINGS, setting) || NOT_REHEARSED.includes(setting) || WHOLE.test(path);
}

/**
 * A setting of a method, or the removal of all that it has. A new entry copies the values of all methods (recorded).
 * Throws an OffstageError for a setting that UpdateStage has and Offstage hasn't.
 */
export function patchMethodSettings(stage: Stage, { op, path, value = '' }: PatchOperation): Stage {
  const [, written = '', setting = ''] = SETTING.exec(path) ?? [];
  const read = SETTINGS[setting];
  if (NOT_REHEARSED.includes(setting)) throw new OffstageError(explain('stage-update-not-rehearsed', { path }));
  if (read === undefined && op === 'remove') return removeSettings(stage, path.slice(1));
  if (read === undefined || (op !== 'replace' && op !== 'add')) {
    throw invalidOperation({ op, path });
  }
  const method = keyOf(written);
  const { methodSettings = {} } = stage;
  const { cachingEnabled: _ofAll, ...copied } = methodSettings['*/*'] ?? METHOD_DEFAULTS;
  const settings = { ...(methodSettings[method] ?? copied), ...read(value, path) };
  return { ...stage, methodSettings: { ...methodSettings, [method]: settings } };
}

function removeSettings(stage: Stage, written: string): Stage {
  const { [keyOf(written)]: removed, ...others } = stage.methodSettings ?? {};
  if (removed !== undefined) return { ...stage, methodSettings: others };
  throw noMethodSetting(written);
}

/** As a stage of routes.json has it: `~1pets/GET` is `/pets/GET`. */
function keyOf(written: string): string {
  return written.replaceAll('~1', '/');
}

function readTtl(value: string, path: string): number {
  const seconds = readNumber(path, value, { least: 0, whole: true });
  if (seconds > 3600) throw badRequest(`Invalid value for ${path}: ${value}`);
  return seconds;
}

const STRATEGIES: readonly CacheControlStrategy[] = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
];

function readStrategy(value: string, path: string): CacheControlStrategy {
  const strategy = STRATEGIES.find((one) => one === value);
  if (strategy === undefined) throw badRequest(`Invalid value for ${path}: ${value}`);
  return strategy;
}
