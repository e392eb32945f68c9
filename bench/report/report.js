import { reportAccess } from './access.js';
import { reportBurst } from './burst.js';
import { reportCold } from './cold.js';
import { reportEnvironments } from './environments.js';
import { reportMany } from './many.js';
import { reportMemory } from './memory.js';
import { reportReload } from './reload.js';
import { reportStart } from './start.js';
import { reportTemplate } from './template.js';
import { reportThroughput } from './throughput.js';

const REPORT = {
  throughput: reportThroughput,
  start: reportStart,
  many: reportMany,
  reload: reportReload,
  cold: reportCold,
  memory: reportMemory,
  environments: reportEnvironments,
  burst: reportBurst,
  template: reportTemplate,
  access: reportAccess,
};

/**
 * A run as Markdown sections, `{ measure, text }`, one for each measure that has rows. Each says where and of what it
 * was measured, because another run can replace the others.
 */
export function reportSections({ machine, options, contenders, rows }) {
  return options.only
    .filter((measure) => rows[measure].length > 0)
    .map((measure) => {
      const { title, text } = REPORT[measure]({ rows: rows[measure], contenders, options });
      return { measure, text: `## ${title}\n\n${provenance(machine, options)}\n\n${text.trim()}` };
    });
}

function provenance(machine, { rounds, seconds }) {
  return [
    `*${machine.date} UTC · commit ${machine.commit} · ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB`,
    `${machine.system} · Node ${machine.node} · ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${seconds} s per figure*`,
  ].join(' · ');
}
