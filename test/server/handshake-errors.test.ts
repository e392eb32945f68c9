import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { createHandshakeListener } from '../../emulator/server/handshake-errors.ts';

function listener() {
  const told: Explanation[] = [];
  const onProblem = (explanation: Explanation): number => told.push(explanation);
  const tell = createHandshakeListener({ port: () => 3443, certificate: '/p/.offstage/https-ca.pem', onProblem });
  return { told, tell: (code: string) => tell(Object.assign(new Error('failed'), { code })) };
}

describe('a TLS handshake that fails', () => {
  it('is told once of each kind', () => {
    const { told, tell } = listener();
    for (const code of ['ERR_SSL_HTTP_REQUEST', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_HTTP_REQUEST']) tell(code);
    expect(told.map(({ code }) => code)).toEqual(['https-plain-http', 'https-handshake-failed']);
    expect(told[0]?.what).toContain('3443');
  });

  it.each([
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  ])('by %s is a client that does not trust the authority', (code) => {
    const { told, tell } = listener();
    tell(code);
    expect(told).toMatchObject([{ code: 'https-not-trusted', remedy: expect.stringContaining('/p/.offstage') }]);
  });

  it('because the client went away, or said too little, is not told', () => {
    const { told, tell } = listener();
    for (const code of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_TLS_HANDSHAKE_TIMEOUT']) tell(code);
    expect(told).toEqual([]);
  });
});
