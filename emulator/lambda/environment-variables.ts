import { devNull } from 'node:os';
import { delimiter, dirname } from 'node:path';
import type { FunctionConfig } from '../config/types.ts';
import { REGION } from '../shared/aws-names.ts';
import type { Clock, Ids } from '../shared/clock.ts';

/**
 * The environment variables of one execution environment: those that Lambda sets (as recorded for nodejs22.x), then
 * `local` (addresses of the emulator's own services), then the function's own, which win where Lambda lets them.
 * Nothing of the developer's environment gets in: no credentials, no AWS_PROFILE, no configuration files, and no
 * instance metadata, so that no SDK call reaches AWS by accident.
 */
export function environmentVariables(
  config: FunctionConfig,
  local: Readonly<Record<string, string>>,
  { clock, ids }: { clock: Clock; ids: Ids },
): Record<string, string> {
  const nodeMajor = config.runtime.slice('nodejs'.length, -'.x'.length);
  const logStream = `${new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${ids.hex(32)}`;
  return {
    AWS_DEFAULT_REGION: REGION,
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
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...local,
    ...config.environment,
    // Reserved: Lambda refuses a function that tries to set one of these.
    AWS_ACCESS_KEY_ID: config.environment.AWS_ACCESS_KEY_ID ?? 'OFFSTAGEACCESSKEY000',
    AWS_SECRET_ACCESS_KEY: config.environment.AWS_SECRET_ACCESS_KEY ?? 'offstage-secret-access-key',
    AWS_SESSION_TOKEN: config.environment.AWS_SESSION_TOKEN ?? 'offstage-session-token',
    AWS_REGION: REGION,
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
