import { describe, expect, it } from 'vitest';
import { ROUTES_SCHEMA } from '../../../emulator/config/schema.ts';
import { codes, load, only } from '../fixture.ts';

const find = async (accessLogSettings: object, config: object = {}, files: Record<string, unknown> = {}) =>
  (await load({ stages: { v1: { accessLogSettings } }, resources: {}, ...config }, files)).problems;

describe('an access log', () => {
  const { examples = [] } = ROUTES_SCHEMA.definitions?.accessLogSettings?.properties?.format ?? {};

  it.each(examples)('takes the console’s format %s', async (format) => {
    expect(await find({ format })).toEqual([]);
  });

  it('takes a format with one of the two request ids, and a line break at its end', async () => {
    expect(await find({ format: '$context.extendedRequestId\n' })).toEqual([]);
    expect(await find({ format: '${context.requestId}\r\n' })).toEqual([]);
  });

  it.each(['$context.status', '$context.requestIdentity', 'context.requestId'])(
    'without a request id is refused as AWS refuses it: %s',
    async (format) => {
      expect(only((await find({ format })).filter(({ severity }) => severity === 'error')).what).toContain(
        `AWS says: BadRequestException: Access Log format must include either $context.requestId or $context.extendedRequestId : '${format}'`,
      );
    },
  );

  it('of several lines is refused as AWS refuses it', async () => {
    expect(only(await find({ format: '$context.requestId\n$context.status' })).what).toContain(
      'Access Log format must be single line, new line character is allowed only at end of the format',
    );
  });

  it('with a variable that there isn’t is told the nearest one', async () => {
    expect(only(await find({ format: '$context.requestId $context.responseLatncy' })).remedy).toBe(
      'Did you mean $context.responseLatency?',
    );
  });

  it('takes the values of an authorizer by any name', async () => {
    expect(
      await find({ format: '$context.requestId $context.authorizer.team $context.authorizer.claims.sub' }),
    ).toEqual([]);
  });

  it('with what is no $context variable is told', async () => {
    expect(only(await find({ format: '$context.requestId $stageVariables.a' })).what).toContain('$stageVariables.a');
  });

  it.each([
    ['logs/', 'which is a folder', {}],
    ['functions', 'which is a folder', { 'functions/a.js': '' }],
    ['routes.json', 'the project is read from this file', {}],
    ['site/access.log', 'all files in the site', { 'site/index.html': '' }],
  ])('doesn’t go to %s', async (destination, reason, files) => {
    const problem = only(
      await find(
        { destination, format: '$context.requestId' },
        { site: { root: 'site' } },
        { 'site/index.html': '', ...files },
      ),
    );
    expect(problem.what).toContain(reason);
  });

  it('without a format, or with an empty one, is refused', async () => {
    expect(codes(await find({}))).toEqual(['error config-missing-property']);
    expect(codes(await find({ format: '' }))).toEqual(['error config-bad-value']);
  });
});
