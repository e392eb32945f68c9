import { describe, expect, it } from 'vitest';
import { functionArn, lambdaIntegrationUri, parseIntegrationUri, stableId } from '../../emulator/shared/aws-names.ts';

describe('an integration uri', () => {
  it('of a function is read back', () => {
    const arn = functionArn('allPets', 'live');
    expect(parseIntegrationUri(lambdaIntegrationUri(arn))).toEqual({
      region: 'us-east-1',
      service: 'lambda',
      kind: 'path',
      rest: `2015-03-31/functions/${arn}/invocations`,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:allPets:live',
      functionName: 'allPets',
      qualifier: 'live',
    });
  });

  it.each([
    ['arn:aws:lambda:eu-west-1:1:function:${stageVariables.fn}', '${stageVariables.fn}', undefined],
    ['arn:aws-cn:lambda:cn-north-1:1:function:pets:7', 'pets', '7'],
    ['1:function:pets', 'pets', undefined],
    ['pets:live', 'pets', 'live'],
    ['pets', 'pets', undefined],
    ['arn:aws:s3:::bucket', undefined, undefined],
  ])('may name its function as %s', (reference, name, qualifier) => {
    const parsed = parseIntegrationUri(
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${reference}/invocations`,
    );
    expect([parsed?.functionName, parsed?.qualifier]).toEqual([name, qualifier]);
  });

  it('of a service has its path or action', () => {
    expect(parseIntegrationUri('arn:aws:apigateway:us-east-1:dynamodb:action/GetItem')).toEqual({
      region: 'us-east-1',
      service: 'dynamodb',
      kind: 'action',
      rest: 'GetItem',
    });
    expect(parseIntegrationUri('arn:aws:apigateway:us-east-1:my-bucket.s3:path/a/{key}')).toMatchObject({
      service: 's3',
      subdomain: 'my-bucket',
      rest: 'a/{key}',
    });
  });

  it.each([
    '',
    'https://a.test',
    'arn:aws:lambda:us-east-1:1:function:a',
    'arn:aws:apigateway:us-east-1:s3',
    'arn:aws:apigateway:us-east-1:s3:key/a',
  ])('is not %j', (uri) => {
    expect(parseIntegrationUri(uri)).toBeUndefined();
  });
});

describe('a stable id', () => {
  it('is the same for the same seed and has API Gateway’s letters', () => {
    expect(stableId('a', 10)).toBe(stableId('a', 10));
    expect(stableId('a', 10)).not.toBe(stableId('b', 10));
    expect(stableId('a', 10)).toMatch(/^[a-z0-9]{10}$/);
    expect(stableId('a', 40)).toHaveLength(40);
  });
});
