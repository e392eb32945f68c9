import { rename, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../processes/ask.js';
import { startServer } from '../processes/server.js';

const LIMIT_MS = 5_000;
// Nobody saves ten times a second; the one save's work is done before the next.
const BETWEEN_SAVES_MS = 100;

const FILES = [
  {
    language: 'JavaScript',
    file: 'functions/saved-js.js',
    path: '/v1/saved-js',
    source: (version) =>
      `const version = ${version};\n\nexport const handler = async () => ({ statusCode: 200, body: JSON.stringify({ version }) });\n`,
  },
  {
    language: 'TypeScript',
    file: 'functions/saved-ts.ts',
    path: '/v1/saved-ts',
    source: (version) =>
      `const version: number = ${version};\n\nexport const handler = async (): Promise<{ statusCode: number; body: string }> => ({\n  statusCode: 200,\n  body: JSON.stringify({ version }),\n});\n`,
  },
];

/** How editors save. Each gives the moment at which the call that puts the new text in place has returned. */
const SAVES = {
  'in place': async (path, text) => {
    await writeFile(path, text);
    return performance.now();
  },
  'temporary file, then rename': async (path, text) => {
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
    return performance.now();
  },
  'old file renamed, new one written': async (path, text) => {
    await rename(path, `${path}~`);
    await writeFile(path, text);
    const saved = performance.now();
    await rm(`${path}~`);
    return saved;
  },
};

/**
 * One round of saves: from the save's return to the end of the first answer of the new code, asking without pause over
 * one kept connection. Only Offstage reloads. Rows: `{ round, contender, language, how, ms }`. An Error when a save is
 * not live in five seconds, or an answer in between is neither the old code's nor the new one's.
 */
export async function measureReload({ round, contenders, project, options, say }) {
  const offstage = contenders.find(({ id }) => id === 'offstage');
  if (offstage === undefined) return [];
  const server = await startServer(offstage, project);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const rows = [];
    for (const saved of FILES) {
      await writeFile(join(project, saved.file), saved.source(0));
      await untilVersion({ server, agent, saved, version: 0 });
      for (let version = 1; version <= options.saves; version += 1) {
        await pause(BETWEEN_SAVES_MS);
        const how = Object.keys(SAVES)[version % Object.keys(SAVES).length];
        const since = await SAVES[how](join(project, saved.file), saved.source(version));
        await untilVersion({ server, agent, saved, version });
        const ms = performance.now() - since;
        rows.push({ round, contender: offstage.id, language: saved.language, how, ms });
      }
      say(`${options.saves} saves of a ${saved.language} function`);
    }
    return rows;
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** Asks until the version answers. */
async function untilVersion({ server, agent, saved, version }) {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const { status, body } = await ask(server.port, { method: 'GET', path: saved.path }, agent);
    if (status === 200 && JSON.parse(body).version === version) return;
    if (status !== 200)
      throw new Error(`after save ${version} of ${saved.file} came ${status} ${body}\n${server.child.output()}`);
  }
  throw new Error(`save ${version} of ${saved.file} is not live after ${LIMIT_MS / 1000} s\n${server.child.output()}`);
}
