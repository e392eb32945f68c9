import { spawn } from 'node:child_process';

/**
 * Opens a page of ours in the person's browser, or in the program that BROWSER names. Rejects with the reason when
 * there is none; the browser itself goes on without us.
 */
export function openBrowser(
  url: string,
  { platform, env }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv },
): Promise<void> {
  const [command, ...args] = env.BROWSER ? [env.BROWSER, url] : [...opener(platform), url];
  return new Promise((resolve, reject) => {
    const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
    child.once('error', reject);
    // xdg-open says with its status that it found no browser; a browser started directly stays open and says nothing.
    child.once('exit', (status) => (status === 0 ? resolve() : reject(new Error(`${command} ended with ${status}`))));
    child.unref();
  });
}

function opener(platform: NodeJS.Platform): string[] {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      // `start` takes its first quoted argument for the window's title.
      return ['cmd', '/c', 'start', ''];
    default:
      return ['xdg-open'];
  }
}
