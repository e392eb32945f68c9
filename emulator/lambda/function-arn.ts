/** Where the emulated functions live: the region and account of every ARN. */
export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';

/** `arn:aws:lambda:us-east-1:000000000000:function:allPets`, without a qualifier. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
}
