// Where does Offstage's time go? `node bench/profile.js [CALL] [CONNECTIONS]` sends five seconds of a call (see
// calls.js; proxy without one) and prints, for each thread, the functions with the most time of their own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callNamed } from './calls.js';
import { chooseContenders, withFlags } from './contenders.js';
import { startLoadClient } from './load/load.js';
import { copyProject, scratchFolder } from './processes/scratch.js';
import { startServer } from './processes/server.js';
import { table } from './report/table.js';

const SECONDS = 5;
const LINES = 40;
const sourceMaps = new Map();

const [id = 'proxy', connections = '10'] = process.argv.slice(2);
const profiles = join(scratchFolder(), 'profiles');
const [offstage] = chooseContenders({ contenders: ['offstage'], peers: false });
const client = startLoadClient();
const server = await startServer(withFlags(offstage, [], ['--cpu-prof', `--cpu-prof-dir=${profiles}`]), copyProject());
const call = callNamed(id);
await client.load(server, { call, connections: Number(connections), seconds: 1 });
const result = await client.load(server, { call, connections: Number(connections), seconds: SECONDS });
// The profiles are written when the process ends by itself.
await Promise.all([server.stop(), client.stop()]);
console.log(`${call.title}, ${connections} connections: ${Math.round(result.requestsPerSecond)} a second (profiled)`);
for (const file of readdirSync(profiles)) console.log(`\n${file}\n\n${topFunctions(join(profiles, file))}`);

/** The functions of one thread by self time, as a share of the time in which the thread was not idle. */
function topFunctions(file) {
  const times = timesOf(JSON.parse(readFileSync(file, 'utf8')));
  const idle = times.get('(idle)')?.self ?? 0;
  times.delete('(idle)');
  const busy = [...times.values()].reduce((sum, { self }) => sum + self, 0);
  const share = (time) => `${((time / busy) * 100).toFixed(1)} %`;
  const top = [...times].sort(([, a], [, b]) => b.self - a.self).slice(0, LINES);
  const rows = top.map(([name, { self, total }]) => [name, (self / 1000).toFixed(0), share(self), share(total)]);
  return [
    `busy ${((busy / (busy + idle)) * 100).toFixed(0)} % of its life`,
    '',
    table(['function', 'self ms', 'self', 'with what it calls'], rows),
  ].join('\n');
}

/** Microseconds by function: its own, and with what it calls (once, however often it stands in a stack). */
function timesOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, { name: nameOf(node.callFrame) }]));
  for (const { id: node, children = [] } of nodes)
    for (const child of children) byId.get(child).parent = byId.get(node);
  const times = new Map();
  const add = (name, field, micros) => {
    const entry = times.get(name) ?? { self: 0, total: 0 };
    entry[field] += micros;
    times.set(name, entry);
  };
  samples.forEach((sample, index) => {
    const names = new Set();
    for (let node = byId.get(sample); node !== undefined; node = node.parent) names.add(node.name);
    add(byId.get(sample).name, 'self', timeDeltas[index]);
    for (const name of names) add(name, 'total', timeDeltas[index]);
  });
  return times;
}

/** A function's name and place: in the TypeScript source where dist/ has a source map. */
function nameOf({ functionName, url, lineNumber, columnNumber }) {
  const name = functionName || '(anonymous)';
  if (url === '') return name;
  const entry = sourceMapOf(url)?.findEntry(lineNumber, columnNumber);
  if (entry?.originalSource !== undefined) {
    return `${name} ${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}`;
  }
  return `${name} ${url.replace(/^.*\/node_modules\//, '')}:${lineNumber + 1}`;
}

function sourceMapOf(url) {
  if (!url.includes('/dist/') || url.includes('/node_modules/')) return undefined;
  if (!sourceMaps.has(url)) {
    const file = `${fileURLToPath(url)}.map`;
    sourceMaps.set(url, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined);
  }
  return sourceMaps.get(url);
}
