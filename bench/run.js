// One command measures Offstage beside node:http, Fastify and velocityjs: npm run bench -- --help.
import { chooseContenders, rotated } from './contenders.js';
import { describeMachine } from './machine.js';
import { measureAccess } from './measure/access.js';
import { measureBurst } from './measure/burst.js';
import { measureCold } from './measure/cold.js';
import { measureEnvironments } from './measure/environments.js';
import { measureMany } from './measure/many.js';
import { measureMemory } from './measure/memory.js';
import { measureReload } from './measure/reload.js';
import { measureStart } from './measure/start.js';
import { measureTemplate } from './measure/template.js';
import { measureThroughput } from './measure/throughput.js';
import { readOptions, USAGE } from './options.js';
import { copyProject } from './processes/scratch.js';
import { reportSections } from './report/report.js';
import { writeResults } from './report/results-file.js';

const MEASURE = {
  throughput: measureThroughput,
  start: measureStart,
  many: measureMany,
  reload: measureReload,
  cold: measureCold,
  memory: measureMemory,
  environments: measureEnvironments,
  burst: measureBurst,
  template: measureTemplate,
  access: measureAccess,
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Runs what the arguments ask for and gives the exit code: 1 when Offstage did not stand the burst. */
async function main(args) {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const contenders = chooseContenders(options);
  const machine = describeMachine();
  const rows = await measureAll(contenders, options);
  const run = { machine, options, contenders: contenders.map(({ id, title }) => ({ id, title })), rows };
  const sections = reportSections(run);
  if (options.json) console.log(JSON.stringify(run, null, 2));
  else for (const { text } of sections) console.log(`${text}\n`);
  if (options.full) console.error(`written to ${await writeResults(sections)}`);
  return rows.burst?.some(({ contender, trouble }) => contender === 'offstage' && trouble !== undefined) ? 1 : 0;
}

/** Every round does every measure, so that a slow minute of the machine is not one measure's alone. */
async function measureAll(contenders, options) {
  const project = copyProject();
  const rows = Object.fromEntries(options.only.map((measure) => [measure, []]));
  for (let round = 1; round <= options.rounds; round += 1) {
    const say = (text) => console.error(`round ${round} of ${options.rounds} · ${text}`);
    for (const measure of options.only) {
      const order = rotated(contenders, round - 1);
      rows[measure].push(...(await MEASURE[measure]({ round, contenders: order, project, options, say })));
    }
  }
  return rows;
}
