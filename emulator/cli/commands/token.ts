import { resolve } from 'node:path';
import type { Explanation } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { issueToken, type TokenInput } from '../../issuer/issue-token.ts';
import { createLocalIssuer } from '../../issuer/local-issuer.ts';
import { randomIds, systemClock } from '../../shared/clock.ts';
import type { Logger } from '../../terminal/logger.ts';
import { findRunningDev } from '../dev-file.ts';
import { tellProblems } from '../problem-output.ts';
import { readOrFail } from '../read-or-fail.ts';

export interface TokenOptions {
  readonly sub: string;
  readonly groups?: readonly string[];
  readonly scope?: readonly string[];
  readonly claim?: Readonly<Record<string, unknown>>;
  readonly use?: 'id' | 'access';
  readonly clientId?: string;
  readonly expiresIn?: number;
  readonly authorizer?: string;
  readonly folder: string;
}

/**
 * `offstage token`: a token of one of the project's user pools that only this project's emulator trusts, alone on stdout.
 * A running `offstage dev` issues it, since it may run without a routes.json; without one it is issued here, with the
 * same key.
 */
export async function printToken(options: TokenOptions, logger: Logger): Promise<void> {
  const { scope, claim, folder, ...others } = options;
  const input: TokenInput = {
    ...others,
    ...(scope !== undefined && { scopes: scope }),
    ...(claim !== undefined && { claims: claim }),
  };
  const root = resolve(folder);
  const running = await findRunningDev(root);
  const token =
    running?.controlUrl === undefined
      ? await issueHere(input, root, logger)
      : await issueThere(input, running.controlUrl);
  if (token !== undefined) logger.print(token);
}

async function issueHere(input: TokenInput, root: string, logger: Logger): Promise<string | undefined> {
  const project = await readOrFail(root, logger);
  if (project === undefined) return undefined;
  const issuer = createLocalIssuer(project.root, (explanation) =>
    tellProblems([{ severity: 'warning', explanation }], logger, root),
  );
  return issueToken(input, { project, issuer, clock: systemClock, ids: randomIds });
}

async function issueThere(input: TokenInput, controlUrl: string): Promise<string> {
  const response = await fetch(`${controlUrl}/-/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const { token, explanations } = (await response.json()) as { token?: string; explanations?: readonly Explanation[] };
  if (token !== undefined) return token;
  if (explanations === undefined) throw new Error(`${controlUrl}/-/tokens answers with the status ${response.status}.`);
  throw new OffstageError(explanations);
}
