/** The key of the script that tells the page where its API is. It is served from memory, whatever the folder holds. */
export const PAGE_CONFIG_KEY = 'offstage-config.js';

/**
 * The script itself. `apiUrl` is the stage's address, without a slash at its end; the stage's name is its last part.
 * `signInUrl` says where the page may ask for tokens. Any page can load this script: it must never hold one.
 */
export function renderPageConfig(apiUrl: string, signInUrl?: string): string {
  const url = apiUrl.replace(/\/+$/, '');
  const stage = url.slice(url.lastIndexOf('/') + 1);
  return `window.OFFSTAGE = ${JSON.stringify({ apiUrl: url, stage, signInUrl })};\n`;
}

/**
 * The name in a Host header, without its port: how the visitor reached this machine (a phone says its address in the
 * network). What is no host name is not handed on to the page; `localhost` stands for it.
 */
export function readHostName(host: string | undefined): string {
  const [, name] = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::\d*)?$/i.exec(host ?? '') ?? [];
  return name?.toLowerCase() ?? 'localhost';
}
