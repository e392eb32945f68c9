import { spawn } from 'node:child_process';

/**
 * Runs the command of a test suite in a shell, its output on stderr. OFFSTAGE_TARGET is the address that it has to
 * ask, OFFSTAGE_TOKEN a token of the project's user pool, if it has one. Resolves with true when it ends with 0.
 */
export function runSuite(
  command: string,
  { folder, target, token }: { readonly folder: string; readonly target: string; readonly token: string | undefined },
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      cwd: folder,
      shell: true,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, OFFSTAGE_TARGET: target, ...(token !== undefined && { OFFSTAGE_TOKEN: token }) },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (status) => resolve(status === 0));
  });
}
