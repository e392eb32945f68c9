import { resolve } from 'node:path';
import { excessOf } from '../../config/check/templates.ts';
import { codeFrame } from '../../errors/code-frame.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { explainTemplateFailure } from '../../mapping/explain-failure.ts';
import { JsonSyntaxError } from '../../mapping/json-syntax.ts';
import { parseJson } from '../../mapping/json-value.ts';
import { type MappingOutput, renderMapping, type SeenReference } from '../../mapping/render.ts';
import { placeOf } from '../../mapping/syntax-error.ts';
import { type CompiledTemplate, compileTemplate } from '../../mapping/template.ts';
import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import type { Logger } from '../../terminal/logger.ts';
import { renderOverrides, renderTrace } from '../../terminal/template-trace.ts';
import { tellProblems } from '../problem-output.ts';
import { readText, STDIN } from '../read-text.ts';
import { readContext, readParams, readStageVariables } from '../render-values.ts';

export interface RenderOptions {
  readonly body?: string;
  readonly params?: readonly string[];
  readonly context?: readonly string[];
  readonly stageVariables?: readonly string[];
  readonly trace?: true;
}

/**
 * `offstage render TEMPLATE`: renders a mapping template without a gateway. Its text goes to stdout as it is, so that
 * it can be piped; the trace, the overrides and a failure go to stderr.
 */
export async function render(template: string, options: RenderOptions, logger: Logger): Promise<void> {
  if (template === STDIN && options.body === STDIN) throw new OffstageError(explain('cli-one-standard-input', {}));
  const input = {
    body: options.body === undefined ? '' : await readText(options.body),
    params: readParams(options.params ?? []),
    context: readContext(options.context ?? [], SAMPLE_CONTEXT),
    stageVariables: readStageVariables(options.stageVariables ?? []),
  };
  const text = await readText(template);
  const seen: SeenReference[] = [];
  const source = { file: template === STDIN ? STDIN : resolve(template), line: 1, column: 1 };
  try {
    const { text: result, context } = renderTraced(compileTemplate(text));
    if (options.trace) logger.error(renderTrace(seen, logger.colors));
    logger.write(result);
    const overrides = renderOverrides(context, logger.colors);
    if (overrides !== undefined) logger.error(overrides);
    warnOfBrokenJson(result, logger);
    const excess = excessOf(text);
    if (excess !== undefined) warn(explain('config-template-too-large', excess, { source }), logger);
  } catch (error) {
    if (seen.length > 0) logger.error(renderTrace(seen, logger.colors));
    const explanation = explainTemplateFailure({ text, source, inline: false }, error);
    throw explanation === undefined ? error : new OffstageError(explanation);
  }

  function renderTraced(compiled: CompiledTemplate): MappingOutput {
    return renderMapping(compiled, input, options.trace ? (reference) => void seen.push(reference) : undefined);
  }
}

/** A text that begins like JSON was meant to be some, and Lambda takes nothing else. */
function warnOfBrokenJson(text: string, logger: Logger): void {
  if (!/^\s*[{[]/.test(text)) return;
  try {
    parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const place = placeOf(text, error.offset);
    const explanation = explain(
      'cli-render-no-json',
      { reason: error.message, ...place },
      { detail: codeFrame(text, place) },
    );
    warn(explanation, logger);
  }
}

function warn(explanation: Explanation, logger: Logger): void {
  tellProblems([{ severity: 'warning', explanation }], logger);
}

/** What the console's Test has, with a time and ids that stay the same. */
const SAMPLE_CONTEXT = {
  resourceId: 'a1b2c3',
  resourcePath: '/',
  httpMethod: 'GET',
  extendedRequestId: 'AbCdEfGhIjKlMno=',
  requestTime: '01/Jan/2026:00:00:00 +0000',
  path: '/',
  accountId: ACCOUNT_ID,
  protocol: 'HTTP/1.1',
  stage: 'test-invoke-stage',
  domainPrefix: 'testPrefix',
  requestTimeEpoch: Date.UTC(2026, 0, 1),
  requestId: '11111111-2222-4333-8444-555555555555',
  domainName: 'testPrefix.testDomainName',
  deploymentId: 'd1e2f3',
  apiId: 'x1y2z3',
  identity: { sourceIp: 'test-invoke-source-ip', userAgent: 'offstage', apiKey: null },
  requestOverride: { header: {}, path: {}, querystring: {} },
  responseOverride: { header: {} },
};
