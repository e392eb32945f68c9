import { isUtf8 } from 'node:buffer';
import type { IntegrationResponse } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { lastHeader } from '../../shared/header-list.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { decodeBase64, isBinaryType } from '../binary-media.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult } from '../integration/types.ts';

/** What content handling made of a body; a template renders text only. */
export interface ResponseContent {
  readonly body: Buffer;
  readonly isText: boolean;
}

/**
 * The backend's body after content handling (recorded: TestApiGatewayS3BinarySupport). What counts is which of the
 * backend's Content-Type and the first entry of the client's Accept match binaryMediaTypes:
 *
 * | Content-Type, Accept | unset | CONVERT_TO_TEXT | CONVERT_TO_BINARY |
 * | --- | --- | --- | --- |
 * | neither | UTF-8 text | UTF-8 text | base64-decoded |
 * | Accept | base64-decoded | UTF-8 text | base64-decoded |
 * | Content-Type | base64 text | base64 text | unchanged |
 * | both | unchanged | base64 text | unchanged |
 *
 * Throws API_CONFIGURATION_ERROR when base64 is to be decoded and isn't there.
 */
export function handleResponseContent(
  contentHandling: IntegrationResponse['contentHandling'],
  result: IntegrationResult,
  { input, deployment, route }: Admitted,
): ResponseContent {
  const { body } = result;
  if (body.length === 0) return { body, isText: contentHandling !== 'CONVERT_TO_BINARY' };
  const types = deployment.api.binaryMediaTypes;
  const contentType = lastHeader(result.headers, 'content-type');
  const accept = input.header('accept');
  if (isBinaryType(types, contentType && mediaTypeOf(contentType))) {
    const keep =
      contentHandling === 'CONVERT_TO_BINARY' ||
      (contentHandling === undefined && isBinaryType(types, accept && mediaTypeOf(accept)));
    return keep ? { body, isText: false } : { body: Buffer.from(body.toString('base64')), isText: true };
  }
  const decode =
    contentHandling === 'CONVERT_TO_BINARY' ||
    (contentHandling === undefined && isBinaryType(types, accept && mediaTypeOf(accept)));
  if (!decode) return { body: isUtf8(body) ? body : Buffer.from(body.toString('utf8')), isText: true };
  const decoded = decodeBase64(body.toString('latin1'));
  if (decoded) return { body: decoded, isText: false };
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-answer-is-no-base64', { accept, contentType }, { source: route.method.source }),
    { afterCall: true },
  );
}
