import { pets } from './pets.ts';

/** Not what the browser sent: the mapping template in routes.json makes this event from the path, `/pets/3`. */
interface OnePetEvent {
  readonly id: string;
}

/**
 * GET /pets/{id}, as a custom integration. What stands in a path is text, so `id` is the text "3". Without the
 * template the event would be `{}`: try it, and look at what the terminal explains.
 */
export async function handler(event: OnePetEvent): Promise<{ body: string }> {
  const pet = pets.find(({ id }) => String(id) === event.id);
  const about = pet ? `${pet.name} the ${pet.kind} ${pet.about}` : 'nobody here has that number';
  return { body: `Viewing one pet: ${event.id} (${about})` };
}
