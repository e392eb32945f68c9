/** Gives the thread exactly these environment variables. A thread's process.env is its own copy. */
export function replaceEnvironment(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
}
