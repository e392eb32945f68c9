import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { developersCredentials, explainCredentials } from '../../emulator/lambda/aws-credentials.ts';
import { temporaryProject } from './temporary-project.ts';

const show = 'exports.handler = async () => process.env;';

function awsFolder(files: Record<string, string>): { AWS_CONFIG_FILE: string; AWS_SHARED_CREDENTIALS_FILE: string } {
  const folder = mkdtempSync(join(tmpdir(), 'aws-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
}

describe("the developer's credentials", () => {
  it('reach functions as the variables that an SDK reads, and nothing else of the environment does', async () => {
    const files = awsFolder({ config: '[profile dev]\nregion = eu-west-1\n' });
    const credentials = developersCredentials({ ...files, AWS_PROFILE: 'dev', HOME: '/home/me', MY_SECRET: 'x' });
    const { call } = temporaryProject({ 'one.js': show }, { functions: { one: {} }, credentials });
    const env = (await call('one')) as Record<string, string>;
    expect(env).toMatchObject({
      ...files,
      AWS_PROFILE: 'dev',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'HOME', 'MY_SECRET']) {
      expect(env).not.toHaveProperty(name);
    }
  });

  it('are found in the home folder without variables', () => {
    expect(developersCredentials({}).variables).toEqual({
      AWS_CONFIG_FILE: join(homedir(), '.aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(homedir(), '.aws', 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it.each([
    [{ AWS_REGION: 'ap-south-1', AWS_DEFAULT_REGION: 'sa-east-1', AWS_PROFILE: 'dev' }, 'ap-south-1'],
    [{ AWS_DEFAULT_REGION: 'sa-east-1', AWS_PROFILE: 'dev' }, 'sa-east-1'],
    [{ AWS_PROFILE: 'dev' }, 'eu-west-1'],
    [{ AWS_PROFILE: 'old' }, 'us-west-2'],
    [{ AWS_PROFILE: 'without' }, 'us-east-1'],
    [{}, 'eu-central-1'],
  ])('of %o are for the region %s', (env, region) => {
    const files = awsFolder({
      config:
        '[default]\nregion=eu-central-1\n\n[ profile  dev ] # mine\n  s3 =\n    region = no\nregion = eu-west-1\n[profile without]\n',
      credentials: '[old]\naws_access_key_id = x\nregion = us-west-2\n',
    });
    expect(developersCredentials({ ...files, ...env }).region).toBe(region);
  });

  it.each([
    [{ AWS_PROFILE: 'dev', AWS_ACCESS_KEY_ID: 'AKIA' }, 'the profile "dev"'],
    [{ AWS_ACCESS_KEY_ID: 'AKIA' }, 'AWS_ACCESS_KEY_ID'],
    [{ AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, 'the environment'],
    [{}, 'the profile "default"'],
  ])('of %o are told as those of %s', (env, from) => {
    const files = awsFolder({ credentials: '' });
    const { code, what } = explainCredentials(developersCredentials({ ...files, ...env }));
    expect(code).toBe('lambda-aws-credentials');
    expect(what).toContain(from);
    expect(what).not.toContain('AKIA');
  });

  it('that are nowhere are told, too', () => {
    expect(explainCredentials(developersCredentials(awsFolder({})))).toMatchObject({
      code: 'lambda-no-aws-credentials',
    });
  });
});
