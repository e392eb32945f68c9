import type { TestInvokeResult } from '../gateway/test-invoke/test-invoke.ts';
import type { Colors } from './colors.ts';
import { escapeLines } from './escape.ts';

/** What the console shows beside the Test button: request, status, latency, body, headers and the execution log. */
export function renderMethodTest(target: string, result: TestInvokeResult, c: Colors): string {
  const { status, latency, body, multiValueHeaders, log } = result;
  const paint = status >= 500 ? c.red : status >= 400 ? c.yellow : c.green;
  const headers = Object.entries(multiValueHeaders).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const section = (title: string, text: string): string => `${c.bold(title)}\n${text === '' ? c.dim('none') : text}`;
  return [
    [`Request: ${escapeLines(target)}`, `Status: ${paint(String(status))}`, `Latency: ${latency} ms`].join('\n'),
    section('Response headers', escapeLines(headers.join('\n'))),
    section('Response body', escapeLines(body)),
    section('Log', escapeLines(log.trimEnd())),
  ].join('\n\n');
}
