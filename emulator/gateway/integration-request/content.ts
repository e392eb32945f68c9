import { isUtf8 } from 'node:buffer';
import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { decodeBase64, isBinaryType } from '../binary-media.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * The request's body after content handling. What counts is the Content-Type's match with binaryMediaTypes, never the
 * bytes (recorded: TestApiGatewayS3BinarySupport):
 *
 * | match | unset | CONVERT_TO_TEXT | CONVERT_TO_BINARY |
 * | --- | --- | --- | --- |
 * | no | UTF-8 text | UTF-8 text | base64-decoded |
 * | yes | unchanged | base64 text | unchanged |
 *
 * Throws API_CONFIGURATION_ERROR when base64 is asked for and isn't there.
 */
export function handleRequestContent(integration: Integration, admitted: Admitted): Buffer {
  const { body } = admitted.request;
  if (body.length === 0) return body;
  const mediaType = mediaTypeOfRequest(admitted);
  const { contentHandling } = integration;
  if (isBinaryType(admitted.deployment.api.binaryMediaTypes, mediaType)) {
    return contentHandling === 'CONVERT_TO_TEXT' ? Buffer.from(body.toString('base64')) : body;
  }
  if (contentHandling !== 'CONVERT_TO_BINARY') return asText(body);
  const decoded = decodeBase64(body.toString('latin1'));
  if (decoded) return decoded;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-body-is-no-base64', { mediaType }, { source: integration.source }),
  );
}

/** Bytes that are no UTF-8 become U+FFFD: binary data is destroyed, as on AWS. */
function asText(body: Buffer): Buffer {
  return isUtf8(body) ? body : Buffer.from(body.toString('utf8'));
}

function mediaTypeOfRequest({ input }: Admitted): string {
  const contentType = input.header('content-type');
  return contentType === undefined ? 'application/json' : mediaTypeOf(contentType);
}

/**
 * Throws API_CONFIGURATION_ERROR when a template is to read a body that counts as bytes, were it empty: one of a
 * binary type that isn't converted to text (seen on AWS: the preflight of an API whose binaryMediaTypes cover all).
 */
export function bodyForTemplate(integration: Integration, body: Buffer, admitted: Admitted): string {
  const { contentHandling, source } = integration;
  const mediaType = mediaTypeOfRequest(admitted);
  const isBinary =
    contentHandling === 'CONVERT_TO_BINARY' ||
    (contentHandling === undefined && isBinaryType(admitted.deployment.api.binaryMediaTypes, mediaType));
  if (!isBinary) return body.toString('utf8');
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-template-needs-text', { contentHandling, mediaType }, { source }),
  );
}
