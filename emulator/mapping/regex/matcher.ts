import type { Matcher, MatchRun } from './match-run.ts';
import type { PatternNode } from './nodes.ts';

/** A matcher for `node` and then for `next`. */
export function compileNode(node: PatternNode, next: Matcher): Matcher {
  switch (node.kind) {
    case 'empty':
      return next;
    case 'never':
      return () => false;
    case 'character':
      return (run, at, length) => {
        if (at >= length) return false;
        const code = run.text.codePointAt(at) ?? 0;
        return node.test(code) && next(run, code > 0xffff ? at + 2 : at + 1, length);
      };
    case 'sequence':
      return node.nodes.reduceRight((following, one) => compileNode(one, following), next);
    case 'alternation':
      return compileAlternation(node.nodes, next);
    case 'group':
      return compileGroup(node, next);
    case 'atomic':
      return compileAtomic(node.node, next);
    case 'repeat':
      return compileRepeat(node, next);
    case 'backreference':
      return compileBackreference(node, next);
    case 'look':
      return compileLook(node, next);
    case 'assertion':
      return (run, at, length) => node.holds(run.text, at) && next(run, at, length);
  }
}

function compileAlternation(nodes: readonly PatternNode[], next: Matcher): Matcher {
  const branches = nodes.map((node) => compileNode(node, next));
  return (run, at, length) => {
    run.tick();
    for (const branch of branches) if (branch(run, at, length)) return true;
    return false;
  };
}

function compileGroup({ index, node }: Extract<PatternNode, { kind: 'group' }>, next: Matcher): Matcher {
  const starts: number[] = [];
  const inner = compileNode(node, (run, at, length) => {
    const { groups } = run;
    const [start, end] = [groups[index * 2] ?? -1, groups[index * 2 + 1] ?? -1];
    const begin = starts.pop() ?? -1;
    groups[index * 2] = begin;
    groups[index * 2 + 1] = at;
    if (next(run, at, length)) return true;
    groups[index * 2] = start;
    groups[index * 2 + 1] = end;
    starts.push(begin);
    return false;
  });
  return (run, at, length) => {
    const depth = starts.length;
    starts.push(at);
    try {
      return inner(run, at, length);
    } finally {
      starts.length = depth;
    }
  };
}

/** Matches once and never comes back for another way. */
function compileAtomic(node: PatternNode, next: Matcher): Matcher {
  const inner = compileNode(node, acceptAnywhere);
  return (run, at, length) => {
    run.tick();
    const saved = run.groups.slice();
    if (inner(run, at, length) && next(run, run.end, length)) return true;
    run.groups.set(saved);
    return false;
  };
}

function acceptAnywhere(run: MatchRun, at: number): boolean {
  run.end = at;
  return true;
}

type Repeat = Extract<PatternNode, { kind: 'repeat' }>;

function compileRepeat(repeat: Repeat, next: Matcher): Matcher {
  if (repeat.mode === 'possessive') {
    return compileAtomic({ ...repeat, mode: 'greedy' }, next);
  }
  if (repeat.node.kind === 'character') return compileCharacterRepeat(repeat, repeat.node.test, next);
  return compileLoop(repeat, next);
}

/** What 256 characters of a repeated class count as: each is looked at quickly. */
const STEPS_OF_256 = 32;

/** A class repeated: no recursion, whatever the length of the text. */
function compileCharacterRepeat({ min, max, mode }: Repeat, test: (code: number) => boolean, next: Matcher): Matcher {
  const step = (run: MatchRun, at: number, length: number): number => {
    if (at >= length) return -1;
    const code = run.text.codePointAt(at) ?? 0;
    return test(code) ? at + (code > 0xffff ? 2 : 1) : -1;
  };
  const required = (run: MatchRun, start: number, length: number): number => {
    let at = start;
    for (let count = 0; count < min && at !== -1; count++) {
      if ((count & 255) === 255) run.tick(STEPS_OF_256);
      at = step(run, at, length);
    }
    return at;
  };
  if (mode === 'lazy') {
    return (run, start, length) => {
      let at = required(run, start, length);
      for (let count = min; at !== -1; count++) {
        run.tick();
        if (next(run, at, length)) return true;
        if (count >= max) return false;
        at = step(run, at, length);
      }
      return false;
    };
  }
  return (run, start, length) => {
    const least = required(run, start, length);
    if (least === -1) return false;
    let at = least;
    for (let count = min; count < max; count++) {
      const following = step(run, at, length);
      if (following === -1) break;
      at = following;
      if ((count & 255) === 255) run.tick(STEPS_OF_256);
    }
    for (;;) {
      run.tick();
      if (next(run, at, length)) return true;
      if (at <= least) return false;
      at -= isPair(run.text, at) ? 2 : 1;
    }
  };
}

/** Is the character before `at` one of two halves? */
function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 2) & 0xfc00) === 0xd800;
}

/** A loop's rounds are counted in the matcher itself: no search begins inside another, and each entry starts anew. */
function compileLoop({ node, min, max, mode }: Repeat, next: Matcher): Matcher {
  let count = 0;
  let begin = -1;
  const again = (run: MatchRun, at: number, length: number): boolean => {
    const [countBefore, beginBefore] = [count, begin];
    count = countBefore + 1;
    begin = at;
    if (body(run, at, length)) return true;
    count = countBefore;
    begin = beginBefore;
    return false;
  };
  const round: Matcher = (run, at, length) => {
    run.tick();
    // A round that took nothing is the last: more of them would take nothing, too.
    if (count < min && at !== begin) return again(run, at, length);
    const more = count < max && at !== begin;
    if (mode === 'lazy') return next(run, at, length) || (more && again(run, at, length));
    return (more && again(run, at, length)) || next(run, at, length);
  };
  const body = compileNode(node, round);
  return (run, at, length) => {
    const [countBefore, beginBefore] = [count, begin];
    count = 0;
    begin = -1;
    const matched = round(run, at, length);
    count = countBefore;
    begin = beginBefore;
    return matched;
  };
}

function compileBackreference(node: Extract<PatternNode, { kind: 'backreference' }>, next: Matcher): Matcher {
  const { index, ignoreCase } = node;
  return (run, at, length) => {
    const start = run.groups[index * 2] ?? -1;
    if (start === -1) return false;
    const wanted = run.text.slice(start, run.groups[index * 2 + 1]);
    run.tick(1 + (wanted.length >>> 4));
    const found = run.text.slice(at, at + wanted.length);
    const same = ignoreCase ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
    return same && next(run, at + wanted.length, length);
  };
}

function compileLook(
  { behind, negative, node, width }: Extract<PatternNode, { kind: 'look' }>,
  next: Matcher,
): Matcher {
  const ahead = compileNode(node, acceptAnywhere);
  const endings: number[] = [];
  const back = compileNode(node, (_, at) => at === endings.at(-1));
  const found: Matcher = (run, at, length) => {
    if (!behind) return ahead(run, at, length);
    endings.push(at);
    try {
      for (let start = at; start >= Math.max(0, at - width); start--) {
        run.tick();
        if (back(run, start, length)) return true;
      }
      return false;
    } finally {
      endings.pop();
    }
  };
  return (run, at, length) => {
    run.tick();
    const saved = run.groups.slice();
    if (found(run, at, length) !== negative && next(run, at, length)) return true;
    run.groups.set(saved);
    return false;
  };
}
