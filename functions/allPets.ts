import { type Pet, pets } from './pets.ts';

/**
 * GET /pets, as a custom (non-proxy) integration: what is returned here is the body of the answer, and the status and
 * the headers are the method's, in routes.json. The page reads the field `body` of it.
 */
export async function handler(): Promise<{ body: readonly Pet[] }> {
  console.log(`Listing ${pets.length} pets`);
  return { body: pets };
}
