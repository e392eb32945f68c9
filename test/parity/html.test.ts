import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../emulator/parity/html.ts';
import { REPORT } from './report.ts';

describe('the page of a comparison', () => {
  const page = renderHtml(REPORT);

  it('says what differs, on which side, and what only varies', () => {
    expect(page).toContain('<h1><span class="bad">✗</span> 2 of 3 differ</h1>');
    expect(page).toContain('2026-11-23 05:00 UTC with the emulator, as recorded on 2026-11-22 05:00 UTC');
    expect(page).toContain('<th scope="row">header x-extra</th><td><span class="quiet">missing</span></td>');
    expect(page).toContain('No answer: socket hang up');
    expect(page).toContain('Slow: the stage took 3.0 s');
    expect(page).toContain('Varies: header x-amzn-requestid (id)');
    expect(page).toContain('/v2/a is outside of the stage');
    expect(page).toContain('<strong class="bad">failed</strong> on the stage');
  });

  it('escapes what came from outside', () => {
    expect(page).not.toMatch(/<script|<img|<b>"/);
    expect(page).not.toContain('\u0007');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('needs nothing else', () => {
    expect(page).not.toMatch(/<(?:link|img|script|iframe|a)\b/i);
    expect(page).not.toMatch(/url\(|@import/);
  });
});
