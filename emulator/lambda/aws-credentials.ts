import { existsSync, readFileSync } from 'node:fs';
import { devNull, homedir } from 'node:os';
import { join } from 'node:path';
import { type Explanation, explain } from '../errors/explanation.ts';
import { REGION } from '../shared/aws-names.ts';

/** What AWS SDKs in functions find of credentials. */
export interface AwsCredentials {
  readonly variables: Readonly<Record<string, string>>;
  readonly region: string;
}

/**
 * Keys that open nothing, no configuration files, and no instance metadata: so no SDK call reaches an account by
 * accident.
 */
export const DUMMY_CREDENTIALS: AwsCredentials = {
  variables: {
    AWS_ACCESS_KEY_ID: 'OFFSTAGEACCESSKEY000',
    AWS_SECRET_ACCESS_KEY: 'offstage-secret-access-key',
    AWS_SESSION_TOKEN: 'offstage-session-token',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  },
  region: REGION,
};

/** What an SDK reads of the environment to find credentials. */
const VARIABLES: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_DISABLED',
];

/**
 * The developer's own credentials, found where an SDK outside of Offstage would find them: variables, a profile, the
 * shared files. Nothing of them is read here but the profile's region, for which a function would have no file to ask.
 */
export function developersCredentials(env: Readonly<Record<string, string | undefined>>): AwsCredentials {
  const files = {
    AWS_CONFIG_FILE: env.AWS_CONFIG_FILE || join(homedir(), '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: env.AWS_SHARED_CREDENTIALS_FILE || join(homedir(), '.aws', 'credentials'),
  };
  const given = VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const variables = { AWS_EC2_METADATA_DISABLED: 'true', ...files, ...Object.fromEntries(given) };
  const ownRegion = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  return { variables, region: ownRegion || regionOf(env.AWS_PROFILE || 'default', files) || REGION };
}

/** Tells the developer whose credentials the functions have. */
export function explainCredentials({ variables, region }: AwsCredentials): Explanation {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_CONFIG_FILE = '', AWS_SHARED_CREDENTIALS_FILE = '' } = variables;
  const isAnyOther = VARIABLES.some((name) => name !== 'AWS_EC2_METADATA_DISABLED' && variables[name] !== undefined);
  const hasFile = existsSync(AWS_CONFIG_FILE) || existsSync(AWS_SHARED_CREDENTIALS_FILE);
  if (!isAnyOther && !hasFile)
    return explain('lambda-no-aws-credentials', { files: [AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE] });
  const from = AWS_PROFILE
    ? `the profile "${AWS_PROFILE}"`
    : AWS_ACCESS_KEY_ID
      ? 'AWS_ACCESS_KEY_ID'
      : isAnyOther
        ? 'the environment'
        : 'the profile "default"';
  return explain('lambda-aws-credentials', { from, region });
}

/** As SDKs look: the section of the config file first (`[profile NAME]`), then that of the credentials file (`[NAME]`). */
function regionOf(
  profile: string,
  files: { readonly AWS_CONFIG_FILE: string; readonly AWS_SHARED_CREDENTIALS_FILE: string },
): string | undefined {
  const inConfig = regionIn(files.AWS_CONFIG_FILE, profile === 'default' ? 'default' : `profile ${profile}`);
  return inConfig ?? regionIn(files.AWS_SHARED_CREDENTIALS_FILE, profile);
}

function regionIn(file: string, section: string): string | undefined {
  let inSection = false;
  for (const line of readLines(file)) {
    const name = /^\s*\[\s*(.*?)\s*\]/.exec(line)?.[1];
    if (name !== undefined) inSection = name.replaceAll(/\s+/g, ' ') === section;
    const region = inSection ? /^region\s*=\s*(\S+)/.exec(line)?.[1] : undefined;
    if (region !== undefined) return region;
  }
  return undefined;
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
