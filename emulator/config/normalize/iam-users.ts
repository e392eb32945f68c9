import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import type { IamUser } from '../types.ts';
import type { WrittenIamUser, WrittenProject } from '../written.ts';
import { fillEnv, hasEnv } from './fill-env.ts';
import { readPolicyDocument } from './policies.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';

/** The users with credentials of this machine. Two of them can't have one access key: it says who calls. */
export function readIamUsers({ iamUsers = {} }: WrittenProject, reading: Reading): IamUser[] {
  const users = Object.entries(iamUsers).map(([name, written]) => readUser(name, written, iamUsers, reading));
  for (const [index, { name, accessKeyId, source }] of users.entries()) {
    const other = users.slice(0, index).find((earlier) => earlier.accessKeyId === accessKeyId);
    if (other) reading.report.error('config-access-key-twice', { name, other: other.name }, source);
  }
  return users;
}

function readUser(name: string, written: WrittenIamUser, holder: object, reading: Reading): IamUser {
  const { accountId = ACCOUNT_ID, accessKeyId = '', secretAccessKey = '', sessionToken, policy } = written;
  const fill = (text: string, field: keyof WrittenIamUser) =>
    fillEnv(text, `${field} of the IAM user ${name}`, () => sourceOf(reading, written, field), reading);
  const secret = fill(secretAccessKey, 'secretAccessKey');
  if (secretAccessKey !== '' && secret === '') {
    const facts = { name: `secretAccessKey of ${name}`, value: '""', expected: 'a text that is not empty' };
    reading.report.error('config-bad-value', facts, sourceOf(reading, written, 'secretAccessKey'));
  }
  const filledId = fill(accessKeyId, 'accessKeyId');
  if (accessKeyId !== '' && !hasEnv(filledId) && !/^\w{16,128}$/.test(filledId)) {
    const facts = { name: `accessKeyId of ${name}`, value: `${filledId.length} characters`, expected: EXPECTED };
    reading.report.error('config-bad-value', facts, sourceOf(reading, written, 'accessKeyId'));
  }
  const read = policy && readPolicyDocument(policy, { of: `The policy of the IAM user ${name}` }, reading);
  return {
    name,
    accountId,
    accessKeyId: filledId,
    secretAccessKey: secret,
    ...(sessionToken !== undefined && { sessionToken: fill(sessionToken, 'sessionToken') }),
    ...(read && { policy: read.document }),
    source: keySourceOf(reading, holder, name),
  };
}

const EXPECTED = '16 to 128 letters, digits and _';
