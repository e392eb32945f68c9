import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { findModuleFile, parseHandler } from '../../shared/handler-file.ts';
import type { Locator } from '../locate.ts';
import { namesIn, nearestFolder, nearestPath, slashed } from '../nearest-path.ts';
import type { Report } from '../problem.ts';
import type { FunctionConfig } from '../types.ts';

interface Check {
  readonly locator: Locator;
  readonly report: Report;
}

/** What CreateFunction refuses, and a handler whose file isn't there. */
export function checkFunction(config: FunctionConfig, check: Check): void {
  checkHandler(config, check);
  checkEnvironment(config, check);
}

function checkHandler(config: FunctionConfig, { locator, report }: Check): void {
  const { name, handler, root } = config;
  // Its absence was reported.
  if (handler === '') return;
  const source = locator.value(config, 'handler') ?? config.source;
  const parsed = parseHandler(handler, root);
  if (parsed.kind === 'malformed' || parsed.moduleName === '' || parsed.exportPath === '') {
    report.error('config-handler-format', { name, handler, ...correctHandler(root, handler) }, source);
    return;
  }
  const { modulePath, exportPath } = parsed;
  // People write the file: functions/a.ts is the export `ts` of functions/a.
  if (/^[cm]?[jt]sx?$/.test(exportPath) && findModuleFile(modulePath) !== undefined) {
    report.error('config-handler-format', { name, handler, ...correctHandler(root, handler) }, source);
    return;
  }
  if (findModuleFile(modulePath) !== undefined) return;
  const module = slashed(relative(root, modulePath));
  const nearest = nearestModule(root, module);
  report.error(
    'config-missing-handler',
    { name, handler, module, ...(nearest !== undefined && { nearest: `${nearest}.${exportPath}` }) },
    source,
  );
}

function correctHandler(root: string, handler: string): { instead?: string } {
  const module = handler.replace(/\.[cm]?[jt]sx?$/, '');
  const exists = !module.includes('..') && findModuleFile(resolve(root, module)) !== undefined;
  return exists ? { instead: `${module}.handler` } : {};
}

/** The module that was most likely meant: a near name in its folder, or its name in another folder of the project. */
function nearestModule(root: string, module: string): string | undefined {
  const near = nearestPath(root, module);
  if (near !== undefined && /^\.[cm]?[jt]sx?$/.test(extname(near))) return near.slice(0, -extname(near).length);
  const elsewhere = namesIn(root).filter((entry) => !/^(\.|node_modules$)/.test(entry));
  const folders = [nearestFolder(root, dirname(module)) ?? '.', '.', ...elsewhere];
  const found = folders.find((folder) => findModuleFile(join(root, folder, basename(module))) !== undefined);
  return found === undefined ? undefined : slashed(join(found, basename(module)));
}

const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const MOST_BYTES = 4096;

function checkEnvironment({ name, environment, source }: FunctionConfig, { locator, report }: Check): void {
  for (const variable of Object.keys(environment)) {
    if (RESERVED.has(variable)) {
      report.error('config-env-reserved', { variable }, locator.key(environment, variable) ?? source);
    }
  }
  // Lambda measures the variables as JSON text.
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > MOST_BYTES) {
    report.error('config-env-too-large', { name, bytes, most: MOST_BYTES }, locator.value(environment) ?? source);
  }
}
