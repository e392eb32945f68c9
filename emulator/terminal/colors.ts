import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;
export type Paint = (text: string) => string;

/**
 * Colours for one stream. They are on for a terminal, off for pipes, files, TERM=dumb and NO_COLOR; FORCE_COLOR turns
 * them on for programs that show our output in a terminal of their own. Colour adds to what is written, it never
 * carries the meaning alone.
 */
export function createColors(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return picocolors.createColors(false);
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return picocolors.createColors(env.FORCE_COLOR !== '0');
  return picocolors.createColors(stream.isTTY === true && env.TERM !== 'dumb');
}

/** The colour of an HTTP status: what the eye looks for in a list of requests. */
export function statusPaint(status: number, c: Colors): Paint {
  if (status >= 500) return c.red;
  if (status >= 400) return c.yellow;
  if (status >= 300) return c.cyan;
  return c.green;
}

/**
 * Gives each function a colour of its own, in the order in which the functions are first named, so that neighbours
 * differ; red and grey stay free for failures and hints. After ten functions the colours begin again.
 */
export function createFunctionPaints(names: Iterable<string>, c: Colors): (name: string) => Paint {
  const palette = [
    c.cyan,
    c.magenta,
    c.yellow,
    c.blue,
    c.green,
    c.cyanBright,
    c.magentaBright,
    c.yellowBright,
    c.blueBright,
    c.greenBright,
  ];
  const given = new Map<string, Paint>();
  const paintOf = (name: string): Paint => {
    const known = given.get(name);
    if (known !== undefined) return known;
    const paint = palette[given.size % palette.length] ?? c.cyan;
    given.set(name, paint);
    return paint;
  };
  for (const name of names) paintOf(name);
  return paintOf;
}
