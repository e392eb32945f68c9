import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** One call of AWS's SDK, as it came over HTTP. */
export interface AwsCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  /** CloudFormation's operation, from its form; undefined for API Gateway and S3, which say it by method and path. */
  readonly action: string | undefined;
  /** CloudFormation's parameters. */
  readonly form: URLSearchParams;
}

export interface AwsAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface AwsStandIn {
  readonly url: string;
  /** What came, in its order. */
  readonly calls: readonly AwsCall[];
  readonly close: () => Promise<void>;
}

/** A server that answers the SDK's calls as a test says: for what a real control plane can't be brought to do. */
export async function startAwsStandIn(answer: (call: AwsCall) => AwsAnswer | Promise<AwsAnswer>): Promise<AwsStandIn> {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
    const body = await buffer(request);
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    const form = new URLSearchParams(isForm ? body.toString() : '');
    const call = {
      method: request.method ?? '',
      path: decodeURIComponent(pathname),
      query: searchParams,
      headers: request.headers,
      body,
      action: form.get('Action') ?? undefined,
      form,
    };
    calls.push(call);
    const { status = 200, headers = {}, body: text = '' } = await answer(call);
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
