/** What templates/greeting.vtl makes of a request. */
interface GreetingEvent {
  readonly name: string;
  readonly language: string;
}

const greetings: Readonly<Record<string, string>> = { de: 'Guten Morgen', en: 'Good morning', fr: 'Bonjour' };

/** AWS, without proxy: gets what the template made, and returns what becomes the body. */
export const handler = async (event: GreetingEvent): Promise<{ message: string }> => {
  return { message: `${greetings[event.language] ?? 'Hello'}, ${event.name}` };
};
