import { describe, expect, it } from 'vitest';
import { createSecrets, showRequest } from '../../emulator/parity/secrets.ts';
import type { ParityRequest } from '../../emulator/parity/types.ts';

const plain: ParityRequest = { method: 'GET', target: '/pets', headers: [], body: Buffer.alloc(0) };

describe('the secrets of a comparison', () => {
  it.each([
    ['as it is', 'x-api-key', 'K3y/with+signs', 'key K3y/with+signs.'],
    ['in a URL', 'x-api-key', 'K3y/with+signs', `?k=${encodeURIComponent('K3y/with+signs')}`],
    ['inside JSON', 'x-custom', 'a "quoted" one', '{"a":"a \\"quoted\\" one"}'],
    ['without its scheme', 'Authorization', 'Custom abcdefgh', 'abcdefgh'],
    ['decoded', 'Authorization', `Basic ${Buffer.from('ann:pa55word').toString('base64')}`, 'pa55word'],
    ['as a short word', 'x-pin', '1234', 'pin 1234'],
  ])('are taken out %s', (_, name, value, text) => {
    const secrets = createSecrets([[name, value]])([plain]);
    expect(secrets.text(text)).toContain('****');
    expect(secrets.text(text)).not.toMatch(/K3y|quoted|abcdefgh|pa55word|1234/);
  });

  it('are what .env gave, whatever the header is called', () => {
    const secrets = createSecrets([], ['swordfish', 'https://shop.test/?k=swordfish'])([plain]);
    expect(
      secrets.headers([
        ['x-tenant', 'acme-swordfish'],
        ['Referer', 'https://shop.test/?k=swordfish'],
        ['Accept', '*/*'],
      ]),
    ).toEqual([
      ['x-tenant', 'acme-****'],
      ['Referer', '****'],
      ['Accept', '*/*'],
    ]);
    expect(secrets.text('{"echo": "swordfish"}')).toBe('{"echo": "****"}');
  });

  it('leave other text alone', () => {
    const secrets = createSecrets([
      ['x-pin', '12'],
      ['Accept', 'application/json'],
    ])([plain]);
    expect(secrets.text('application/json 3123')).toBe('application/json 3123');
  });

  it('are what requests carry themselves, too', () => {
    const request: ParityRequest = {
      method: 'POST',
      target: '/login?token=abcdefgh&x=1',
      headers: [
        ['Authorization', 'Bearer of-the-request'],
        ['Cookie', 'session=0123456789'],
        ['x-shop-token', 's3cr3tValue99'],
      ],
      body: Buffer.from('{"password": "swordfish", "name": "ann"}'),
    };
    const secrets = createSecrets([])([request]);
    expect(showRequest(request, secrets)).toEqual({
      method: 'POST',
      target: '/login?token=****&x=1',
      headers: [
        ['Authorization', '****'],
        ['Cookie', '****'],
        ['x-shop-token', '****'],
      ],
      body: '{"password": "****", "name": "ann"}',
    });
    expect(secrets.text('{"echo": "0123456789", "again": "of-the-request"}')).toBe('{"echo": "****", "again": "****"}');
  });

  it('are the values of long cookies', () => {
    const secrets = createSecrets([])([plain]);
    expect(
      secrets.headers([
        ['Set-Cookie', 'session=0123456789abcdef; Path=/; HttpOnly'],
        ['set-cookie', 'theme=dark'],
        ['x-amzn-Remapped-Authorization', 'anything'],
      ]),
    ).toEqual([
      ['Set-Cookie', 'session=****; Path=/; HttpOnly'],
      ['set-cookie', 'theme=dark'],
      ['x-amzn-Remapped-Authorization', '****'],
    ]);
  });
});
