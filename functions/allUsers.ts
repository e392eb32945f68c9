import { json, type ProxyResult } from './proxy.ts';
import { users } from './users.ts';

/** GET /users, as a proxy integration: status, headers and body are all the function's own. */
export async function handler(): Promise<ProxyResult> {
  return json(200, users);
}
