import { describe, expect, it } from 'vitest';
import { explainAwsFailure } from '../../emulator/deploy/aws-failure.ts';
import { explain } from '../../emulator/errors/explanation.ts';
import { OffstageError } from '../../emulator/errors/offstage-error.ts';

/** As the SDK throws it. */
function failure(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

function explained(error: Error, options: { profile?: string; endpointUrl?: string } = {}): string | undefined {
  const found = explainAwsFailure(error, options);
  if (!(found instanceof OffstageError)) return undefined;
  expect(found.cause).toBe(error);
  return `${found.explanations[0]?.what} ${found.explanations[0]?.remedy}`;
}

const ANSWERED = { $metadata: { httpStatusCode: 400, attempts: 7 } };

describe('explainAwsFailure', () => {
  it('names the profile that has no credentials, or whose have expired', () => {
    const none = failure('CredentialsProviderError', 'Could not resolve credentials using profile: [dev]\nmore');
    expect(explained(none, { profile: 'dev' })).toMatch(/in the profile "dev": Could not.+aws sso login --profile dev/);
    const sso = failure('TokenProviderError', 'Token is expired.');
    expect(explained(sso)).toContain('There are no credentials for AWS: Token is expired.');
    expect(explained(failure('ExpiredTokenException', 'x', ANSWERED), { profile: 'dev' })).toContain('--profile dev');
  });

  it('says after how many tries AWS was still too busy', () => {
    expect(explained(failure('TooManyRequestsException', 'Too Many Requests', ANSWERED))).toContain('after 7 tries');
    expect(explained(failure('Throttling', 'Rate exceeded', ANSWERED))).toContain('too many calls');
  });

  it.each([
    [{ code: 'ECONNREFUSED' }, "http://127.0.0.1:1 can't be reached: nothing listens there. Check --endpoint-url"],
    [{ code: 'ENOTFOUND' }, 'no such host is known'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ])('says why nobody can be reached: %j', (more, words) => {
    const error = failure('Error', 'connect', more);
    expect(explained(error, { endpointUrl: 'http://127.0.0.1:1' })).toContain(words);
    expect(explained(error)).toContain("AWS can't be reached");
  });

  it('names the host that is meant, where credentials come from another one', () => {
    const error = failure('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'sts.amazonaws.com' });
    expect(explained(error, { endpointUrl: 'http://127.0.0.1:1' })).toBe(
      "sts.amazonaws.com can't be reached: no such host is known. Check the network and the region, then run the same command again.",
    );
  });

  it("gives AWS's own words for what it refuses besides", () => {
    expect(explained(failure('ValidationError', 'Template format error', ANSWERED))).toContain(
      'AWS refuses it: Template format error (ValidationError)',
    );
  });

  it("leaves what is no matter of AWS's as it is", () => {
    const own = new OffstageError(explain('deploy-no-stack', { stack: 'pets', region: 'us-east-1' }));
    expect(explainAwsFailure(own, {})).toBe(own);
    const mistake = new TypeError('x is not a function');
    expect(explainAwsFailure(mistake, {})).toBe(mistake);
    expect(explainAwsFailure('text', {})).toBe('text');
  });
});
