/** The parts of an AWS_PROXY event that are used here. */
interface ProxyEvent {
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
}

interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** AWS_PROXY: gets the whole request, and makes the whole answer, the CORS header included. */
export const handler = async (event: ProxyEvent): Promise<ProxyResult> => {
  const name = event.queryStringParameters?.name ?? 'world';
  console.log(`saying hello to ${name}`);
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify({ message: `Hello ${name}` }),
  };
};
