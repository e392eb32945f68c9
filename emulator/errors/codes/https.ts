import type { CodeTable } from '../define.ts';

export interface HttpsFacts {
  'https-unwritable': { readonly file: string; readonly reason: string };
  'https-authority-replaced': { readonly file: string; readonly reason: string; readonly certificate: string };
  'https-certificate-replaced': { readonly file: string; readonly reason: string };
  'https-plain-http': { readonly port: number };
  'https-not-trusted': { readonly certificate: string };
  'https-handshake-failed': { readonly reason: string };
}

export const HTTPS_CODES: CodeTable<HttpsFacts> = {
  'https-unwritable': {
    fault: 'user',
    what: ({ file, reason }) => `HTTPS needs a certificate, which can't be written to ${file}: ${reason}.`,
    remedy: () => 'Make the folder writable, or leave out --https.',
  },
  'https-authority-replaced': {
    fault: 'user',
    what: ({ file, reason }) =>
      `The local certificate authority in ${file} can't be used: ${reason}. A new one was made in its place.`,
    remedy: ({ certificate }) =>
      `Trust ${certificate} anew where the old one was trusted, and remove the old one there.`,
  },
  'https-certificate-replaced': {
    fault: 'user',
    what: ({ file, reason }) => `The certificate in ${file} can't be used: ${reason}. A new one was made in its place.`,
    remedy: () =>
      'Nothing has to be done. Keep certificates of your own elsewhere: this file is written whenever it has to be.',
  },
  'https-plain-http': {
    fault: 'user',
    what: ({ port }) => `A client spoke plain HTTP to the HTTPS port ${port}: its connection was closed.`,
    remedy: ({ port }) => `Write https:// before the address with the port ${port}, or use the port for HTTP.`,
  },
  'https-not-trusted': {
    fault: 'user',
    what: () => "A client doesn't trust the certificate of the HTTPS port: it closed the connection.",
    remedy: ({ certificate }) =>
      `Have it trust ${certificate}: NODE_EXTRA_CA_CERTS for Node, --cacert for curl, the settings for certificate authorities in a browser.`,
  },
  'https-handshake-failed': {
    fault: 'user',
    what: ({ reason }) => `A client and the HTTPS port could not agree on TLS: ${reason}.`,
    remedy: () =>
      'Use a client that speaks TLS 1.2 or 1.3, as API Gateway asks for, and HTTP/1.1: HTTP/2 is not spoken here.',
  },
};
