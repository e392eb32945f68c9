import { pets } from './pets.ts';

/** Made by the mapping template in routes.json, from the path and from the token that the authorizer has verified. */
interface DeletePetEvent {
  readonly id: string;
  readonly by: string;
}

/**
 * DELETE /pets/{id}, as a custom integration behind a Cognito authorizer: nobody comes here without a good token, so
 * this function needs no check of its own, and `by` is known to be true. The pet stays listed, as createPet says why.
 */
export async function handler(event: DeletePetEvent): Promise<{ body: string }> {
  const pet = pets.find(({ id }) => String(id) === event.id);
  if (!pet) return { body: `Nothing was deleted: nobody here has the number ${event.id}` };
  console.log(`${event.by} deleted ${pet.name}`);
  return { body: `Deleted pet ${event.id}: ${pet.name} the ${pet.kind} found a home, says ${event.by}` };
}
