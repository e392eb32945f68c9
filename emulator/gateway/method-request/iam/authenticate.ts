import type { IamUser } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import { maskKey } from '../../../shared/mask-key.ts';
import type { Arrival, Outside, Route } from '../../exchange.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';
import { canonicalRequest } from './canonical-request.ts';
import { checkDate } from './check-date.ts';
import { checkScope } from './check-scope.ts';
import { type ClaimedSignature, readClaimedSignature } from './claimed-signature.ts';
import { unrecognized } from './refusals.ts';
import { isSame, sign, stringToSign } from './sign.ts';

/**
 * Who signed the request: Signature Version 4 in the Authorization header or in the query of a presigned URL, against
 * the credentials in "iamUsers". Throws in AWS's order: MISSING_AUTHENTICATION_TOKEN, what is incomplete, the date, the
 * scope, an unknown key, INVALID_SIGNATURE, a security token that isn't the key's.
 */
export function authenticate(arrival: Arrival, route: Route, outside: Outside): IamUser {
  const claimed = readClaimedSignature(arrival, route);
  const date = checkDate(claimed, route, outside);
  const { accessKeyId, scope } = checkScope(claimed, date, route);
  const user = arrival.deployment.iamUsers?.find((one) => one.accessKeyId === accessKeyId);
  if (!user) throw unrecognized(`the access key ${maskKey(accessKeyId)} is not known`, arrival, route);
  const canonical = canonicalRequest(arrival.request, claimed.signedHeaders, claimed.isPresigned);
  const text = stringToSign(canonical, date, scope);
  if (!isSame(sign(text, user.secretAccessKey, scope), claimed.signature)) {
    throw doesNotMatch(canonical, text, user);
  }
  checkSecurityToken(claimed, user, arrival, route);
  return user;
}

/** AWS tells what it would have signed, to whoever sent it. */
function doesNotMatch(canonical: string, text: string, { name, source }: IamUser): GatewayReject {
  const message = [
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    `\n\nThe Canonical String for this request should have been\n'${canonical}'`,
    `\n\nThe String-to-Sign should have been\n'${text}'\n`,
  ].join('');
  const shown = canonical.replace(/(?<=^x-amz-security-token:|X-Amz-Security-Token=)[^&\n]+/gm, '****');
  const detail = `What is signed here:\n${shown}`;
  return new GatewayReject('INVALID_SIGNATURE', message, explain('iam-wrong-signature', { name }, { source, detail }));
}

/** Temporary credentials need theirs, and no others have one. */
function checkSecurityToken({ securityToken }: ClaimedSignature, user: IamUser, arrival: Arrival, route: Route): void {
  if (isSame(securityToken ?? '', user.sessionToken ?? '')) return;
  const { name, sessionToken } = user;
  const what =
    sessionToken === undefined
      ? `${name} has no sessionToken, and the request has an X-Amz-Security-Token`
      : `the X-Amz-Security-Token is ${securityToken === undefined ? 'missing' : `not the sessionToken of ${name}`}`;
  throw unrecognized(what, arrival, route);
}
