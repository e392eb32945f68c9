import { functionArn, lambdaIntegrationUri, parseIntegrationUri } from '../../shared/aws-names.ts';
import type { Integration, IntegrationType } from '../types.ts';
import type { WrittenIntegration } from '../written.ts';
import { type Reading, sourceOf } from './reading.ts';

type Target = Pick<Integration, 'uri' | 'httpMethod'>;

/**
 * What an integration calls: `function` becomes the uri of the function's invocation. What PutIntegration refuses is
 * refused in its words (recorded: test_put_integration_validation, test_put_integration_aws_proxy_uri).
 */
export function readIntegrationTarget(type: IntegrationType, written: WrittenIntegration, reading: Reading): Target {
  if (type === 'MOCK') {
    if (written.function !== undefined) refuseTarget('function-elsewhere', type, written, reading);
    // AWS takes both and keeps neither.
    return {};
  }
  if (type === 'HTTP' || type === 'HTTP_PROXY') return readHttpTarget(type, written, reading);
  if (written.function === undefined) return readServiceTarget(type, written, reading);
  if (written.uri !== undefined) refuseTarget('function-and-uri', type, written, reading);
  const { httpMethod = 'POST' } = written;
  warnOfMethod(written, reading);
  const isStreaming = written.responseTransferMode?.toUpperCase() === 'STREAM';
  return { uri: lambdaIntegrationUri(functionArn(written.function), isStreaming), httpMethod };
}

function readHttpTarget(type: 'HTTP' | 'HTTP_PROXY', written: WrittenIntegration, reading: Reading): Target {
  const { uri, httpMethod } = written;
  if (written.function !== undefined) refuseTarget('function-elsewhere', type, written, reading);
  else if (uri === undefined) refuseTarget('no-uri', type, written, reading);
  else if (!/^(https?:\/\/.|\$\{)/i.test(uri))
    refuseUri('Invalid HTTP endpoint specified for URI', type, written, reading);
  requireMethod(type, written, reading);
  return { uri, httpMethod };
}

function readServiceTarget(type: 'AWS' | 'AWS_PROXY', written: WrittenIntegration, reading: Reading): Target {
  const { uri, httpMethod } = written;
  if (uri === undefined) {
    refuseTarget('no-function', type, written, reading);
    return { httpMethod };
  }
  const aws = uriRefusal(type, uri);
  if (aws !== undefined) refuseUri(aws, type, written, reading);
  requireMethod(type, written, reading);
  if (parseIntegrationUri(uri)?.functionArn !== undefined) warnOfMethod(written, reading);
  return { uri, httpMethod };
}

function uriRefusal(type: 'AWS' | 'AWS_PROXY', uri: string): string | undefined {
  if (!/^arn:[^:]*:apigateway:[^:]*:/.test(uri)) return 'Invalid ARN specified in the request';
  const parsed = parseIntegrationUri(uri);
  if (!parsed || parsed.rest === '') return 'AWS ARN for integration must contain path or action';
  return type === 'AWS' || parsed.service === 'lambda' || parsed.service === 'firehose'
    ? undefined
    : "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.";
}

type Missing = 'function-and-uri' | 'function-elsewhere' | 'no-function' | 'no-uri';

function refuseTarget(problem: Missing, type: IntegrationType, written: WrittenIntegration, reading: Reading): void {
  const source = problem.startsWith('no-') ? sourceOf(reading, written) : sourceOf(reading, written, 'function');
  reading.report.error('config-integration-target', { problem, type }, source);
}

function refuseUri(aws: string, type: IntegrationType, written: WrittenIntegration, reading: Reading): void {
  reading.report.error('config-uri', { uri: written.uri ?? '', aws, type }, sourceOf(reading, written, 'uri'));
}

function requireMethod(type: IntegrationType, written: WrittenIntegration, reading: Reading): void {
  if (written.httpMethod !== undefined || written.function !== undefined) return;
  reading.report.error('config-integration-method', { type }, sourceOf(reading, written));
}

function warnOfMethod(written: WrittenIntegration, reading: Reading): void {
  const { httpMethod = 'POST' } = written;
  if (httpMethod === 'POST') return;
  reading.report.warning('config-lambda-method', { httpMethod }, sourceOf(reading, written, 'httpMethod'));
}
