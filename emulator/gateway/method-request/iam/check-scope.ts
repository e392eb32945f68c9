import { REGION } from '../../../shared/aws-names.ts';
import type { Route } from '../../exchange.ts';
import type { ClaimedSignature } from './claimed-signature.ts';
import { incomplete, invalid } from './refusals.ts';
import type { Scope } from './sign.ts';

const SERVICE = 'execute-api';
const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';

/**
 * The form of a signature and what it is for, in the order in which AWS looks (seen of services with the same
 * front: host, algorithm, credential, scope). `date`: `YYYYMMDDTHHMMSSZ`. Throws IncompleteSignatureException and
 * INVALID_SIGNATURE, with all that is wrong with the scope at once.
 */
export function checkScope(
  claimed: ClaimedSignature,
  date: string,
  route: Route,
): { readonly accessKeyId: string; readonly scope: Scope } {
  const { algorithm, credential, signedHeaders } = claimed;
  if (!signedHeaders.includes('host')) {
    const message = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    throw invalid(message, 'it does not cover the header Host', route);
  }
  if (algorithm !== ALGORITHM) {
    const message = `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `;
    throw incomplete(message, `its algorithm is not ${ALGORITHM}`, route);
  }
  const parts = credential.replace(/\/+$/, '').split('/');
  const [accessKeyId = '', day = '', region = '', service = '', terminator = ''] = parts;
  if (parts.length !== 5) {
    const message = `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
    throw incomplete(message, 'its Credential has not the form KEY/DATE/REGION/execute-api/aws4_request', route);
  }
  const scope = { date: day, region, service, terminator };
  const wrong = faultsOf(scope, date);
  if (wrong.length === 0) return { accessKeyId, scope };
  const expected = [date.slice(0, 8), REGION, SERVICE, TERMINATOR].join('/');
  const what = `it is for "${[day, region, service, terminator].join('/')}" and not for "${expected}", which this API needs`;
  throw invalid(wrong.join(''), what, route);
}

function faultsOf({ date: day, region, service, terminator }: Scope, date: string): string[] {
  return [
    ...(region === REGION ? [] : [`Credential should be scoped to a valid region, not '${region}'. `]),
    ...(service === SERVICE ? [] : [`Credential should be scoped to correct service: '${SERVICE}'. `]),
    ...(terminator === TERMINATOR
      ? []
      : [`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `]),
    ...(day === date.slice(0, 8)
      ? []
      : [
          `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
        ]),
  ];
}
