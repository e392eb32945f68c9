import { resolve } from 'node:path';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import { createEventPrinter } from '../../terminal/event-printer.ts';
import type { Logger } from '../../terminal/logger.ts';
import { renderMethodTest } from '../../terminal/method-test.ts';
import { testMethod } from '../../test-method.ts';
import { chooseApi } from '../choose.ts';
import { readOrFail } from '../read-or-fail.ts';
import { readStageVariables } from '../render-values.ts';
import { readBody, readHeaders } from '../request-values.ts';

export interface TestMethodOptions {
  readonly header?: readonly string[];
  readonly body?: string;
  readonly stageVariables?: readonly string[];
  readonly api?: string;
  readonly folder: string;
  readonly json?: true;
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

/**
 * `offstage test-method METHOD PATH`: the console's Test of a method, once, without ports. The answer and the execution
 * log go to stdout; what functions print and what the developer should know go to stderr.
 */
export async function runMethodTest(
  method: string,
  path: string,
  options: TestMethodOptions,
  logger: Logger,
): Promise<void> {
  const call = {
    httpMethod: readMethod(method),
    // A shell on Windows may make a path of its own of a leading slash: it can be left out.
    pathWithQueryString: path.startsWith('/') ? path : `/${path}`,
    multiValueHeaders: readHeaders(options.header ?? []),
    stageVariables: readStageVariables(options.stageVariables ?? []),
    body: await readBody(options.body),
  };
  const root = resolve(options.folder);
  const project = await readOrFail(root, logger);
  if (project === undefined) return;
  const api = chooseApi(project, options.api);
  const tell = createEventPrinter({
    logger: { ...logger, entry: ({ text }) => logger.error(text()) },
    root,
    paintOf: () => logger.colors.cyan,
    functionNames: [...project.functions.keys()],
  });
  const { result, trace } = await testMethod(call, { project, api, onEvent: tell });
  if (options.json) logger.print(JSON.stringify(result, undefined, 2));
  else logger.print(renderMethodTest(call.pathWithQueryString, result, logger.colors));
  if (trace.rejection !== undefined || trace.notes.length > 0) tell({ kind: 'exchange', trace });
}

function readMethod(text: string): string {
  const method = text.toUpperCase();
  if (METHODS.includes(method)) return method;
  const facts = { method: text, methods: METHODS, nearest: suggest(text, METHODS) };
  throw new OffstageError(explain('cli-unknown-method', facts));
}
