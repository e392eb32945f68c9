import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import type { JsonObject } from './part.ts';

export const PARTITION = '${AWS::Partition}';
export const HERE = '${AWS::Region}:${AWS::AccountId}';

/** A text in which `${…}` is CloudFormation's. */
export function sub(text: string): JsonObject {
  return { 'Fn::Sub': text };
}

export function ref(logicalId: string): JsonObject {
  return { Ref: logicalId };
}

export function getAtt(logicalId: string, attribute: string): JsonObject {
  return { 'Fn::GetAtt': [logicalId, attribute] };
}

/** A text inside `sub` that CloudFormation leaves as it is. */
export function literal(text: string): string {
  return text.replace(/\$\{(?=[^}]*\})/g, '${!');
}

const OWN_ARN = new RegExp(`\\barn:aws[\\w-]*:([\\w-]+):([\\w-]*):${ACCOUNT_ID}:`, 'g');

/**
 * A text with the ARNs of the account that Offstage writes, which stands for one's own: the stack's account takes its
 * place, and the stack's region that of Offstage's. A text without one stays a text.
 */
export function inOwnAccount(text: string): JsonObject | string {
  const changed = withOwnArns(literal(text));
  return changed === literal(text) ? text : sub(changed);
}

function withOwnArns(text: string): string {
  return text.replace(OWN_ARN, (_, service: string, region: string) => {
    const where = region === REGION ? '${AWS::Region}' : region;
    return `arn:${PARTITION}:${service}:${where}:\${AWS::AccountId}:`;
  });
}

/** The uri of an AWS integration without a function of the project: a service of the stack's account and region. */
export function serviceUri(uri: string): JsonObject | string {
  const match = /^arn:aws[\w-]*:apigateway:([^:]*):(.*)$/s.exec(uri);
  if (match === null) return inOwnAccount(uri);
  const [, region = '', rest = ''] = match;
  const where = region === REGION ? '${AWS::Region}' : literal(region);
  const target = withOwnArns(literal(rest)).replace(`:path/${ACCOUNT_ID}/`, ':path/${AWS::AccountId}/');
  return sub(`arn:${PARTITION}:apigateway:${where}:${target}`);
}

/** A value with `change` made on each of its texts; `key` is the nearest name above one. */
export function mapTexts(value: unknown, change: (text: string, key: string) => unknown, key = ''): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change, name)]));
}
