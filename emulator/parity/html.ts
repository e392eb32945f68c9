import { renderDuration } from '../terminal/request-line.ts';
import { HTML_STYLE } from './html-style.ts';
import { placeOf } from './table.ts';
import type { Comparison, Kept, NoAnswer, ParityReport } from './types.ts';

/** The report as one page that needs nothing else: no script, no address, and no secret. */
export function renderHtml(report: ParityReport): string {
  const { summary, stage, comparedAt, recordedAt, suite, comparisons, known, notes } = report;
  const good = summary.different === 0 && suite?.stage !== 'failed';
  const verdict = summary.different === 0 ? 'The same answers' : `${summary.different} of ${summary.requests} differ`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Parity: ${escapeHtml(verdict)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
<h1><span class="${good ? 'good' : 'bad'}">${good ? '✓' : '✗'}</span> ${escapeHtml(verdict)}</h1>
<dl>
<dt>Stage</dt><dd>${escapeHtml(stage)}</dd>
<dt>Compared</dt><dd>${escapeHtml(minute(comparedAt))} with the emulator${recordedAt === undefined ? '' : `, as recorded on ${escapeHtml(minute(recordedAt))}`}</dd>
<dt>Requests</dt><dd>${summary.requests}: ${summary.same} the same, ${summary.different} different</dd>
${suite === undefined ? '' : `<dt>Tests</dt><dd>${escapeHtml(suite.emulator)} on the emulator, ${suite.stage === 'failed' ? '<strong class="bad">failed</strong>' : escapeHtml(suite.stage)} on the stage <code>${escapeHtml(suite.command)}</code></dd>`}
</dl>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
</header>
<main>
<h2>Requests</h2>
${comparisons.map(renderComparison).join('\n')}
<h2>What varies on every stage</h2>
<p>These are known, and count as no difference.</p>
<div class="scroll"><table>
<thead><tr><th>what</th><th>seen</th><th>why</th></tr></thead>
<tbody>
${known.map(({ name, seen, reason }) => `<tr${seen === 0 ? ' class="unseen"' : ''}><td>${escapeHtml(name)}</td><td>${seen}</td><td>${escapeHtml(reason)}</td></tr>`).join('\n')}
</tbody></table></div>
</main>
</body>
</html>
`;
}

function renderComparison(comparison: Comparison): string {
  const { request, emulator, stage, differences, variations, notes } = comparison;
  const good = differences.length === 0;
  return `<details${good ? '' : ' open'}>
<summary><span class="${good ? 'good' : 'bad'}">${good ? '✓' : '✗'}</span> <b>${escapeHtml(request.method)}</b> <code>${escapeHtml(request.target || '/')}</code> <span class="seen">${[...new Set([seen(emulator), seen(stage)])].join(' | ')}</span></summary>
${good ? '' : renderDifferences(comparison)}
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
<div class="sides">${renderSide('Emulator', emulator)}${renderSide('Stage', stage)}</div>
<h3>Request</h3>
<pre tabindex="0">${escapeHtml([`${request.method} ${request.target || '/'}`, ...lines(request.headers), ...(request.body === '' ? [] : ['', request.body])].join('\n'))}</pre>
${variations.length === 0 ? '' : `<p class="quiet">Varies: ${escapeHtml(variations.map(({ name, where }) => `${where} (${name})`).join(', '))}</p>`}
</details>`;
}

function renderDifferences({ differences }: Comparison): string {
  const rows = differences.map(
    (difference) =>
      `<tr><th scope="row">${escapeHtml(placeOf(difference))}</th><td>${value(difference.emulator)}</td><td>${value(difference.stage)}</td></tr>`,
  );
  return `<div class="scroll"><table>
<thead><tr><th>where</th><th>emulator</th><th>stage</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function renderSide(title: string, side: Kept | NoAnswer): string {
  if ('kind' in side)
    return `<section><h3>${title}</h3><p class="bad">No answer: ${escapeHtml(side.detail)}</p></section>`;
  const body = side.isBase64 ? `(${side.length} bytes that are no text)` : side.body;
  const text = [`${side.status}`, ...lines(side.headers), ...(body === '' ? [] : ['', body])].join('\n');
  return `<section><h3>${title} <span class="quiet">${renderDuration(side.ms)}</span></h3><pre tabindex="0">${escapeHtml(text)}</pre></section>`;
}

function lines(headers: Kept['headers']): string[] {
  return headers.map(([name, text]) => `${name}: ${text}`);
}

function seen(side: Kept | NoAnswer): string {
  return 'kind' in side ? 'no answer' : `${side.status}`;
}

function value(text: string | undefined): string {
  return text === undefined ? '<span class="quiet">missing</span>' : `<code>${escapeHtml(text)}</code>`;
}

function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  // Control characters are no HTML.
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(/[^\P{Cc}\n\t]/gu, '�');
}
