import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SiteConfig } from '../../emulator/config/types.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { createSiteServer } from '../../emulator/static-site/create-site-server.ts';

export type SiteEvent = Extract<EmulatorEvent, { kind: 'site' }>;

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestSite {
  /** Sends exactly this path, which `fetch` would tidy up first. */
  send(path: string, options?: { method?: string; headers?: Record<string, string>; body?: string }): Promise<Answer>;
  /** Changes the configuration, as a reload does. */
  configure(change: Partial<SiteConfig>): void;
  write(key: string, content: string): void;
  /** The event of the latest request; waits until it is told. */
  lastEvent(): Promise<SiteEvent>;
  readonly port: number;
  readonly root: string;
  close(): Promise<void>;
}

/** A site of its own on a free port, with `files` (and links to files outside) in a folder that `close` removes. */
export async function startSite(
  files: Readonly<Record<string, string>>,
  options: { config?: Partial<SiteConfig>; links?: Readonly<Record<string, string>>; cacheControl?: string } = {},
): Promise<TestSite> {
  const project = mkdtempSync(join(tmpdir(), 'offstage-site-'));
  const root = join(project, 'site');
  mkdirSync(root);
  const write = (key: string, content: string): void => {
    mkdirSync(dirname(join(root, key)), { recursive: true });
    writeFileSync(join(root, key), content);
  };
  for (const [key, content] of Object.entries(files)) write(key, content);
  for (const [key, target] of Object.entries(options.links ?? {})) symlinkSync(target, join(root, key));

  let site: SiteConfig = {
    root,
    indexDocument: 'index.html',
    publicList: false,
    cors: [],
    source: { file: join(project, 'routes.json'), line: 7, column: 3 },
    ...options.config,
  };
  const events: SiteEvent[] = [];
  const server = createSiteServer({
    site: () => site,
    apiUrl: (host) => `http://${host}:3000/v1`,
    cacheControl: options.cacheControl,
    onEvent: (event) => {
      if (event.kind === 'site') events.push(event);
    },
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  let sent = 0;

  return {
    port,
    root,
    write,
    send: (path, { method = 'GET', headers: given = {}, body } = {}) => {
      sent++;
      const headers = body === undefined ? given : { 'content-length': String(Buffer.byteLength(body)), ...given };
      return new Promise((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (incoming) => {
          const chunks: Buffer[] = [];
          for await (const chunk of incoming) chunks.push(chunk);
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? '',
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString(),
          });
        });
        outgoing.on('error', reject).end(body);
      });
    },
    configure: (change) => {
      site = { ...site, ...change };
    },
    lastEvent: async () => {
      while (events.length < sent) await new Promise((resolve) => setTimeout(resolve, 2));
      const event = events.at(-1);
      if (!event) throw new Error('nothing was sent');
      return event;
    },
    close: async () => {
      await server.close();
      rmSync(project, { recursive: true, force: true });
    },
  };
}
