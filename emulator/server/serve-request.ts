import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomDomain } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { Deployment, Outside, Reply } from '../gateway/exchange.ts';
import { MAX_PAYLOAD_BYTES } from '../gateway/gateway-responses/too-large.ts';
import { answer } from '../gateway/pipeline.ts';
import type { AccessLogs } from './access-logs.ts';
import { findAddress } from './address.ts';
import { explainNoAddress, isClosed } from './no-address.ts';
import { type Body, IncomingRequest, readBody, readHeaders } from './read-request.ts';
import { refusal, tooLarge } from './refusal.ts';
import { findRequestFault } from './request-fault.ts';
import { sendResponse } from './send-response.ts';

export interface ServeOptions {
  /** The stages being served; asked anew for each request, since a reload replaces them. */
  readonly deployments: () => readonly Deployment[];
  /** By name. Undefined: there are none. */
  readonly customDomains: () => ReadonlyMap<string, CustomDomain> | undefined;
  readonly outside: Outside;
  readonly onEvent: EmulatorEventListener;
  readonly accessLogs: AccessLogs;
  /** Requests count as coming from here. Undefined: from where they come. */
  readonly sourceIp?: string;
}

/** One request from the socket to the pipeline and back. Whatever happens, the client gets an answer. */
export async function serveRequest(
  message: IncomingMessage,
  response: ServerResponse,
  url: string,
  options: ServeOptions,
): Promise<void> {
  try {
    await serve(message, response, url, options);
  } catch (error) {
    const detail = error instanceof Error ? error.stack : String(error);
    const explanation = explain('gateway-bug', { message: String(error) }, { detail });
    options.onEvent({ kind: 'refused', method: message.method ?? '?', path: url, status: 500, explanation });
    if (response.headersSent) response.destroy();
    else await sendResponse(refusal(500, 'Internal server error', undefined, options.outside), message, response);
  }
}

/** What no stage can answer is refused here. */
async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  url: string,
  options: ServeOptions,
): Promise<void> {
  const { path, query, authority } = splitTarget(url);
  const headers = readHeaders(message);
  const domainName = (authority ?? message.headers.host ?? '').replace(/:\d*$/, '');
  const fault = findRequestFault(message, { url, query }, headers);
  if (fault) return refuse(refusal(fault.status, fault.message, undefined, options.outside), fault.explanation);
  const deployments = options.deployments();
  const customDomains = options.customDomains();
  const address = findAddress(path, domainName, deployments, customDomains);
  if (!address || isClosed(address)) {
    const explanation = explainNoAddress({ path, host: domainName, address }, deployments, customDomains);
    return refuse(refusal(403, 'Forbidden', 'ForbiddenException', options.outside), explanation);
  }
  const read = readBody(message);
  const body: Body = read instanceof Promise ? await read : read;
  if (body === 'abandoned') return;
  if (body === 'too-large') {
    const bytes = Number(message.headers['content-length'] ?? MAX_PAYLOAD_BYTES + 1);
    response.shouldKeepAlive = false;
    return refuse(tooLarge(options.outside), explain('gateway-body-too-large', { bytes, limit: MAX_PAYLOAD_BYTES }));
  }
  const request = new IncomingRequest(message, response, {
    ...{ address, path, query, headers, body, domainName },
    sourceIp: options.sourceIp,
  });
  const trace = await answer(request, address.deployment, options.outside);
  const sending = sendResponse(trace.reply, message, response);
  if (sending) await sending;
  options.onEvent({ kind: 'exchange', trace });
  if (trace.deployment.stage.accessLogSettings) options.accessLogs.write(trace);

  function refuse(reply: Reply, explanation: Explanation): Promise<void> | undefined {
    const { method = '?' } = message;
    message.resume();
    options.onEvent({ kind: 'refused', method, path, status: reply.status, explanation });
    return sendResponse(reply, message, response);
  }
}

/** Origin-form as every client sends it, and absolute-form as proxies do. */
function splitTarget(url: string): { path: string; query: string; authority: string | undefined } {
  const absolute = /^https?:\/\/([^/?]*)(.*)$/is.exec(url);
  const target = absolute?.[2] ?? url;
  const question = target.indexOf('?');
  const path = question === -1 ? target : target.slice(0, question);
  return {
    path: path || '/',
    query: question === -1 ? '' : target.slice(question + 1),
    authority: absolute?.[1]?.replace(/^.*@/, ''),
  };
}
