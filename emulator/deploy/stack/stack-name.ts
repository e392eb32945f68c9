/** CloudFormation takes 128 characters; the stack of the code has the same name with more behind it. */
const LONGEST = 120;

/** The stack of an API that nobody named: `pet rescue!` → `pet-rescue`. It begins with a letter, as CloudFormation asks. */
export function stackNameOf(apiName: string): string {
  const words = apiName.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.join('-').slice(0, LONGEST).replace(/-$/, '');
  return /^[A-Za-z]/.test(name) ? name : `api-${name}`.replace(/-$/, '');
}

/** Is this a name for a stack, with room for what the deploy puts behind it? */
export function isStackName(name: string): boolean {
  return name.length <= LONGEST && /^[A-Za-z][A-Za-z0-9-]*$/.test(name);
}

/** The stack that holds the bucket of another stack's code. */
export function codeStackName(stackName: string): string {
  return `${stackName}-code`;
}
