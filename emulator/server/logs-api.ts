import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FunctionLogReader, LogLine } from '../shared/function-logs.ts';
import { findStranger } from './stranger.ts';

export interface LogsApiOptions {
  readonly logs: FunctionLogReader;
  /** The functions there are at this moment. */
  readonly functionNames: () => Iterable<string>;
}

const NDJSON = 'application/x-ndjson';
/** A follower that leaves so much unread is let go: all of it lies in memory. */
const MOST_UNREAD_BYTES = 16 * 1024 * 1024;

/**
 * `GET /-/logs/{function}`: the lines that are kept of a function's log, one JSON object `{timestamp, requestId?, text}`
 * per line; with `?follow` those to come as well, until the reader goes. For `offstage logs`, and later the console page.
 */
export async function logsApi(app: FastifyInstance, { logs, functionNames }: LogsApiOptions): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    const stranger = findStranger(request);
    if (stranger) return reply.code(403).send({ message: stranger });
  });
  app.get('/-/logs/:name', async (request: FastifyRequest<{ Params: { name: string } }>, reply) => {
    const { name } = request.params;
    const functions = [...functionNames()];
    if (!functions.includes(name)) return reply.code(404).send({ message: `There is no function ${name}.`, functions });
    const kept = logs.lines(name).map(toText).join('');
    if (!('follow' in (request.query as object))) return reply.type(NDJSON).send(Buffer.from(kept));
    reply.hijack();
    // The head at once: the first line may be long in coming.
    reply.raw.writeHead(200, { 'content-type': NDJSON }).flushHeaders();
    reply.raw.write(kept);
    const unfollow = logs.follow(name, (line) => {
      if (reply.raw.writableLength > MOST_UNREAD_BYTES) reply.raw.destroy();
      else reply.raw.write(toText(line));
    });
    reply.raw.once('close', unfollow);
  });
}

function toText(line: LogLine): string {
  return `${JSON.stringify(line)}\n`;
}
