import { describe, expect, it } from 'vitest';
import { readIgnored } from '../../emulator/parity/ignored.ts';

describe('--ignore', () => {
  it('names headers, and parts of bodies', () => {
    const { headers, bodies } = readIgnored(['header:X-Version', 'body:"at": \\d+']);
    expect([...headers]).toEqual(['x-version']);
    expect(bodies.map(({ source }) => source)).toEqual(['"at": \\d+']);
  });

  it.each([
    ['x-version', /it names neither a header nor a part of bodies/],
    ['headers:x-version', /it names neither/],
    ['body:', /it names neither/],
    ['body:(', /Invalid regular expression/],
    ['body:.*', /it fits nothing at all, and so every text/],
  ])('%s is refused', (given, message) => {
    expect(() => readIgnored([given])).toThrow(message);
  });
});
