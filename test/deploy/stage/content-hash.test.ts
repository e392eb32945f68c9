import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../emulator/deploy/stage/content-hash.ts';
import { deployedHash, deploymentDescription } from '../../../emulator/deploy/stage/deployment-description.ts';

const resource = {
  Type: 'AWS::ApiGateway::RestApi',
  Properties: {
    Name: 'pets',
    EndpointConfiguration: { Types: [{ Ref: 'EndpointType' }] },
    Body: {
      paths: { '/a': { uri: { 'Fn::Sub': 'arn:${AWS::Region}:${AllPetsFunction.Arn}:${FunctionNamePrefix}x${!y}' } } },
      securityDefinitions: { pool: [{ Ref: 'UserPoolArnOfPeople' }] },
    },
  },
};
const parameters = new Map([
  ['UserPoolArnOfPeople', 'arn:pool:1'],
  ['FunctionNamePrefix', ''],
  ['EndpointType', 'EDGE'],
  ['CodeBucket', 'one'],
]);
const withParameter = (name: string, value: string) => contentHash(resource, new Map([...parameters, [name, value]]));

describe('the hash of an API’s content', () => {
  it('is the same for the same content in another order', () => {
    const hash = contentHash(resource, parameters);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    const { Type, Properties } = structuredClone(resource);
    const { Body, Name, EndpointConfiguration } = Properties;
    const turned = { Properties: { Body, EndpointConfiguration, Name }, Type };
    expect(contentHash(turned, new Map([...parameters].reverse()))).toBe(hash);
  });

  it('is another for another content, and for lists in another order', () => {
    const bodyOf = (Body: unknown) => contentHash({ ...resource, Properties: { Name: 'pets', Body } });
    expect(bodyOf({ a: 1 })).not.toBe(bodyOf({ a: 2 }));
    expect(bodyOf({ a: [1, 2] })).not.toBe(bodyOf({ a: [2, 1] }));
  });

  it('counts the values of parameters that the API refers to, and of no others', () => {
    const hash = contentHash(resource, parameters);
    expect(withParameter('UserPoolArnOfPeople', 'arn:pool:2')).not.toBe(hash);
    expect(withParameter('FunctionNamePrefix', 'test-')).not.toBe(hash);
    expect(withParameter('CodeBucket', 'two')).toBe(hash);
    expect(withParameter('EndpointType', 'REGIONAL')).toBe(hash);
    expect(withParameter('More', 'x')).toBe(hash);
  });

  it('is found again in a deployment’s description', () => {
    const hash = contentHash(resource);
    for (const remark of [undefined, '', 'second try', 'as [offstage 0000000000000000] was']) {
      expect(deployedHash(deploymentDescription(hash, remark))).toBe(hash);
    }
    for (const other of [undefined, '', 'offstage', '[offstage 123]', `[offstage ${hash}] and more`]) {
      expect(deployedHash(other)).toBeUndefined();
    }
  });
});
