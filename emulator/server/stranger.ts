import type { FastifyRequest } from 'fastify';

/** Who must not call, in words; undefined for a program of this machine, and for a page of `ownSite`. */
export function findStranger({ headers }: FastifyRequest, ownSite?: string): string | undefined {
  const host = headers.host ?? '';
  if (!isLoopback(host)) return `This port answers only to this machine's own names, not to ${host}`;
  const { origin } = headers;
  const isOwn = origin === undefined || origin === `http://${host}` || origin === ownSite;
  return isOwn ? undefined : `A page of ${origin} may not invoke functions, nor ask for anything else here`;
}

/** A name that leads to this machine wherever it is resolved: nobody can point one of theirs here. */
function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
