import type { Explanation } from '../errors/explanation.ts';
import type { EmulatorEvent, EmulatorEventListener } from '../events.ts';
import type { Trace } from '../gateway/exchange.ts';
import { explainedBox } from './boxes.ts';
import type { Paint } from './colors.ts';
import { escapeLine } from './escape.ts';
import { type ExplanationContext, type ExplanationStyle, renderExplanation, renderReminder } from './explanation.ts';
import { messageOf, renderFunctionLog } from './function-log.ts';
import type { Entry, Logger } from './logger.ts';
import { createMask, maskQuery, maskText } from './mask.ts';
import { renderProblem } from './problems.ts';
import { bodyText, receivedBy } from './received.ts';
import { renderReload } from './reload-line.ts';
import { calledPath, renderRequestLine, requestFacts } from './request-line.ts';

/** How long the full text of an explanation is taken to be in sight: until then the same one is only named. */
const IN_SIGHT_MS = 30_000;
const WIDEST_NAME = 20;

/**
 * Turns what a running emulator tells into lines of the terminal: a line per request with an explanation block below
 * a failed one, functions' output, reloads, problems. The site is silent unless something is wrong.
 */
export function createEventPrinter(options: {
  readonly logger: Logger;
  /** Absolute folder that places are shown from. */
  readonly root: string;
  readonly paintOf: (functionName: string) => Paint;
  readonly functionNames: readonly string[];
}): EmulatorEventListener {
  const { logger, root, paintOf } = options;
  const c = logger.colors;
  const nameWidth = Math.min(WIDEST_NAME, Math.max(0, ...options.functionNames.map((name) => name.length)));
  const shownAt = new Map<string, number>();

  const style = (mask: (text: string) => string): ExplanationStyle => ({
    colors: c,
    root,
    width: logger.width(),
    mask,
  });

  function block(
    explanation: Explanation,
    context: ExplanationContext,
    severity: 'error' | 'warning',
    mask = maskText,
  ): string {
    const { code, what, source } = explanation;
    const key = JSON.stringify([code, what, source]);
    const now = performance.now();
    const recent = now - (shownAt.get(key) ?? Number.NEGATIVE_INFINITY) < IN_SIGHT_MS;
    if (recent) return renderReminder(explanation, style(mask));
    if (shownAt.size > 1_000) shownAt.clear();
    shownAt.set(key, now);
    return renderExplanation(explanation, style(mask), context, severity);
  }

  function requestEntry(
    key: string,
    line: () => string,
    explanations: readonly Explanation[],
    blocks: () => string[],
  ): Entry {
    const whole = explanations.reduce((text, { what }) => `${text} ${what}`, key);
    return { key: whole, text: () => [line(), ...blocks()].join('\n'), repeat: line };
  }

  function exchangeEntry(trace: Trace): Entry {
    const { request, outgoing, rejection, notes, reply } = trace;
    const key = `${request.method} ${calledPath(request)}?${request.query} ${reply?.status}`;
    const line = (): string => {
      const paint = outgoing?.kind === 'lambda' ? paintOf(outgoing.functionName) : c.dim;
      return renderRequestLine({ ...requestFacts(trace), paint }, c);
    };
    const failure = rejection?.explanation;
    // The way of thousands of requests per second.
    if (failure === undefined && notes.length === 0) return { key, text: line };

    // What a box wrote into the notes before it refused with the same explanation is told once.
    const others = notes.filter((note) => note !== failure);
    return requestEntry(key, line, failure === undefined ? others : [failure, ...others], () => {
      const mask = maskOf(trace);
      const sent = reply === undefined ? undefined : `${reply.status} ${bodyText(reply.body)}`;
      const contextOf = (explanation: Explanation): ExplanationContext => {
        const box = explainedBox(explanation, trace);
        return box === undefined ? {} : { box, got: receivedBy(box, trace), sent };
      };
      return [
        ...(failure === undefined ? [] : [block(failure, contextOf(failure), 'error', mask)]),
        ...others.map((note) => block(note, contextOf(note), 'warning', mask)),
      ];
    });
  }

  function outsideEntry(event: EmulatorEvent & { kind: 'refused' | 'site' }): Entry {
    const { method, path, status, explanation } = event;
    const facts = { ...event, target: maskTarget(path), answeredBy: event.kind === 'site' ? 'site' : undefined };
    const key = `${event.kind} ${method} ${path} ${status}`;
    const line = (): string => renderRequestLine(facts, c);
    if (explanation === undefined) return { key, text: line };
    return requestEntry(key, line, [explanation], () => [block(explanation, {}, 'error')]);
  }

  function entryOf(event: EmulatorEvent): Entry | undefined {
    switch (event.kind) {
      case 'exchange':
        return exchangeEntry(event.trace);
      case 'access-log': {
        const { text, trace } = event;
        return { key: `access-log ${text}`, text: () => c.dim(`  ${escapeLine(maskOf(trace)(text))}`) };
      }
      case 'refused':
        return outsideEntry(event);
      case 'site':
        return event.explanation === undefined && event.status < 400 ? undefined : outsideEntry(event);
      case 'function-log': {
        const paint = paintOf(event.functionName);
        return {
          key: `${event.functionName} ${messageOf(event.text)}`,
          text: () => renderFunctionLog(event, { colors: c, paint, nameWidth }),
        };
      }
      case 'reload':
        return {
          key: `reload ${event.what} ${event.names.join()} ${event.files.join()}`,
          text: () => {
            // What was changed may fail anew, and then its explanation is news again.
            shownAt.clear();
            return renderReload(event, root, c);
          },
        };
      case 'problem':
        return problemEntry(event);
    }
  }

  function problemEntry({ severity, explanations }: EmulatorEvent & { kind: 'problem' }): Entry {
    const blocks = (): string[] =>
      explanations.map((explanation) => renderProblem({ severity, explanation }, style(maskText)));
    const stays = severity === 'error' && explanations.some(({ code }) => /^(config|import|deployment)-/.test(code));
    return {
      key: `problem ${explanations.map(({ what, detail }) => what + detail).join()}`,
      text: () => [...blocks(), ...(stays ? [c.dim('  the last good configuration stays in force')] : [])].join('\n'),
      repeat: () => blocks()[0]?.split('\n')[0] ?? '',
    };
  }

  return (event) => {
    const entry = entryOf(event);
    if (entry !== undefined) logger.entry(entry);
  };
}

/** Knows the secrets that came with the request, were sent to the backend, and came back. */
function maskOf({ request, outgoing, result, reply }: Trace): (text: string) => string {
  return createMask([
    { headers: request.headers, query: request.query },
    { headers: outgoing?.kind === 'http' ? outgoing.headers : [], query: '' },
    { headers: result?.headers ?? [], query: '' },
    { headers: reply?.headers ?? [], query: '' },
  ]);
}

function maskTarget(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? target : `${target.slice(0, mark)}?${maskQuery(target.slice(mark + 1))}`;
}
