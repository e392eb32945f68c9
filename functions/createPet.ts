/** The body of the request: without a mapping template, API Gateway passes it on as the event. */
interface CreatePetEvent {
  readonly name?: string;
}

/**
 * POST /pets, as a custom integration. The pet is confirmed and then forgotten: this function and allPets are two
 * programs that share no memory, here as on AWS. Only something outside of both, such as a table, can remember a pet.
 */
export async function handler(event: CreatePetEvent): Promise<{ body: string }> {
  if (!event.name) return { body: 'Nothing was created: the event has no name' };
  console.log(`Created ${event.name}`);
  return { body: `Created ${event.name}` };
}
