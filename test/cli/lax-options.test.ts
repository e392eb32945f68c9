import { expect, it } from 'vitest';
import { laxOptions } from '../../emulator/cli/lax-options.ts';

it('an ordinary run has nothing to warn of in its banner', () => {
  expect(laxOptions({ root: '.', disableAuthorizer: false })).toEqual([]);
});

it('each option that lets in whom AWS might not stands in the banner', () => {
  expect(laxOptions({ disableAuthorizer: true, sourceIp: '203.0.113.7' })).toEqual([
    'authorizers are disabled: everybody may call every method',
    'every request counts as coming from 203.0.113.7',
  ]);
});
