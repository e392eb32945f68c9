import { json, type ProxyEvent, type ProxyResult } from './proxy.ts';

/**
 * POST /users, as a proxy integration: the body arrives as text and whether it is JSON is ours to check. The user is
 * confirmed and not kept, as in createPet.
 */
export async function handler(event: ProxyEvent): Promise<ProxyResult> {
  const name = readName(event);
  return name ? json(201, { message: `Created ${name}` }) : json(400, { message: 'Send {"name": "…"} as JSON' });
}

function readName({ body, isBase64Encoded }: ProxyEvent): string | undefined {
  try {
    const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
    const name: unknown = JSON.parse(text)?.name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
