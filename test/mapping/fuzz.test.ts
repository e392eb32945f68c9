import { expect, it } from 'vitest';
import { renderMappingTemplate } from '../../emulator/mapping/public.ts';
import { randomTemplates } from './random-template.ts';

/** `FUZZ_RUNS` and `FUZZ_SEED` make it longer, or another. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 5000);
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);

it(`renders ${RUNS} random templates without a crash, an escape or an error of another kind`, {
  timeout: 60_000 + RUNS * 20,
}, () => {
  const next = randomTemplates(SEED);
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  for (let run = 0; run < RUNS; run++) {
    const { template, body } = next();
    const text = render(template, body);
    const escaped = /native code|\[object |=> |class \w+ \{/.test(text);
    if (escaped) expect.fail(`template ${JSON.stringify(template)} reached JavaScript: ${text.slice(0, 200)}`);
  }
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

function render(template: string, body: string): string {
  const params = { path: { a: '1' }, querystring: {}, header: { b: '2' } };
  const context = { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };
  try {
    return renderMappingTemplate({ template, phase: 'request', body, params, context, stageVariables: { a: 'b' } })
      .text;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'TemplateSyntaxError' || name === 'TemplateRenderError') return '';
    throw new Error(`template ${JSON.stringify(template)} on ${JSON.stringify(body)}`, { cause: error });
  }
}
