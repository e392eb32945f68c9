// Runs method request's checks in a process of its own, told by message how often, and posts back the microseconds of
// each kind of method. They take turns block by block, so that whatever else the machine does meets all alike.
import { median } from '../figures.js';
import { loadMethodRequest } from './method-request.js';

const CALLS_PER_BLOCK = 500;

process.once('message', async ({ checks }) => {
  try {
    process.send({ methods: microseconds(await loadMethodRequest(), checks / CALLS_PER_BLOCK) });
  } catch (error) {
    process.send({ trouble: error.message });
  }
});

/** The median block of each method, by call. The first third of the blocks only warms the code up. */
function microseconds(calls, blocks) {
  const turns = Object.keys(calls);
  const times = Object.fromEntries(turns.map((name) => [name, []]));
  for (let block = -Math.ceil(blocks / 2); block < blocks; block += 1) {
    for (const name of turns) {
      const time = timeOf(calls[name]);
      if (block >= 0) times[name].push(time);
    }
    turns.reverse();
  }
  return Object.entries(times).map(([id, list]) => ({ id, check: median(list) }));
}

/** What was given last: a result that nobody reads need not be made. */
let kept;

function timeOf(call) {
  const started = performance.now();
  for (let done = 0; done < CALLS_PER_BLOCK; done += 1) kept = call();
  if (kept === undefined) throw new Error('a check gave nothing');
  return ((performance.now() - started) * 1000) / CALLS_PER_BLOCK;
}
