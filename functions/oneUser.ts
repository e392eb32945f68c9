import { json, type ProxyEvent, type ProxyResult } from './proxy.ts';
import { users } from './users.ts';

/** GET /users/{id}, as a proxy integration: no template is needed, and an unknown id can be a real 404. */
export async function handler(event: ProxyEvent): Promise<ProxyResult> {
  const id = event.pathParameters?.id;
  const user = users.find((one) => one.id === id);
  return user ? json(200, user) : json(404, { message: `There is no user ${id}` });
}
