/** The part that our functions read of the event that a proxy integration makes of a request. */
export interface ProxyEvent {
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** What a proxy integration has to return: API Gateway answers 502 to anything of another shape. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * An answer with a JSON body. API Gateway adds nothing to what a proxy function returns, so the header that lets a page
 * of another origin read the answer has to be among ours, on errors too. The body is text: an object would be a 502.
 */
export function json(statusCode: number, value: unknown): ProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify(value),
  };
}
