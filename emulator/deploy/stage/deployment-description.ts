const MARK = /\[offstage ([0-9a-f]{16})\]$/;

/** Characters that AWS takes of a description. */
const LONGEST = 1024;

/** Characters of the remark for people: with the mark behind it, there is no more room. */
export const LONGEST_REMARK: number = LONGEST - deploymentDescription('0'.repeat(16), undefined).length - 1;

/**
 * The description of a deployment: a remark for people, and the hash of the content that was deployed. It is the one
 * thing that a deployment on AWS can be told from others by.
 */
export function deploymentDescription(contentHash: string, remark: string | undefined): string {
  const mark = `[offstage ${contentHash}]`;
  return remark === undefined || remark === '' ? mark : `${remark} ${mark}`;
}

/** The hash in a deployment's description. Undefined: something else than Offstage made the deployment. */
export function deployedHash(description: string | undefined): string | undefined {
  return MARK.exec(description ?? '')?.[1];
}
