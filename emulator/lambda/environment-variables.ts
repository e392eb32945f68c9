import { delimiter, dirname } from 'node:path';
import type { FunctionConfig } from '../config/types.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/**
 * The environment variables of one execution environment: those that Lambda sets (as recorded for nodejs22.x), then
 * `local` (addresses of the emulator's own services), then the function's own, which win where Lambda lets them.
 * Nothing of the developer's environment gets in, unless `credentials` are the developer's own.
 */
export function environmentVariables(
  config: FunctionConfig,
  local: Readonly<Record<string, string>>,
  { clock, ids, credentials }: { clock: Clock; ids: Ids; credentials: AwsCredentials },
): Record<string, string> {
  const nodeMajor = config.runtime.slice('nodejs'.length, -'.x'.length);
  const logStream = `${new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${ids.hex(32)}`;
  return {
    AWS_DEFAULT_REGION: credentials.region,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.100.1:2000',
    LANG: 'en_US.UTF-8',
    LD_LIBRARY_PATH: '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
    NODE_PATH: `/opt/nodejs/node${nodeMajor}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task`,
    PATH: executablesPath(),
    PWD: config.root,
    SHLVL: '0',
    TZ: ':UTC',
    _AWS_XRAY_DAEMON_ADDRESS: '169.254.100.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    ...credentials.variables,
    ...local,
    ...config.environment,
    // Reserved: Lambda refuses a function that tries to set one of these.
    AWS_REGION: credentials.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memorySize),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_RUNTIME_API: '169.254.100.1:9001',
    LAMBDA_TASK_ROOT: config.root,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    _HANDLER: config.handler,
  };
}

/** Lambda's own, with the folder of this Node in the place of /var/lang/bin; Windows has no such folders. */
function executablesPath(): string {
  const node = dirname(process.execPath);
  if (process.platform === 'win32') return [node, 'C:\\Windows\\System32', 'C:\\Windows'].join(delimiter);
  return [node, '/usr/local/bin', '/usr/bin/', '/bin', '/opt/bin'].join(delimiter);
}
