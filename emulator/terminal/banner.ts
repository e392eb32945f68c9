import type { Colors } from './colors.ts';

/** One address of the running emulator. */
export interface Address {
  readonly label: string;
  readonly url: string;
  /** Said behind it, dim: that its port is another than the one asked for. */
  readonly hint?: string;
}

/** What `dev` says once everything listens: name, version, how long it took, where everything is. */
export function renderBanner(
  facts: {
    readonly version: string;
    readonly readyMs: number;
    readonly addresses: readonly Address[];
    /** What makes this run laxer than AWS. */
    readonly warnings: readonly string[];
    readonly hints: readonly string[];
  },
  c: Colors,
): string {
  const title = `${c.green(`${c.bold('OFFSTAGE')} v${facts.version}`)}  ${c.dim('ready in')} ${c.bold(String(Math.round(facts.readyMs)))} ms`;
  return [
    '',
    `  ${title}`,
    '',
    ...renderAddresses(facts.addresses, c),
    ...renderWarnings(facts.warnings, c),
    ...facts.hints.map((hint) => c.dim(`  ➜  ${hint}`)),
  ].join('\n');
}

/** Nobody should overlook these. */
export function renderWarnings(warnings: readonly string[], c: Colors): string[] {
  return warnings.map((warning) => `  ${c.yellow('⚠')}  ${c.bold(c.yellow(warning))}`);
}

/** The addresses below each other, their URLs aligned and their ports in bold. */
export function renderAddresses(addresses: readonly Address[], c: Colors): string[] {
  const labelWidth = Math.max(0, ...addresses.map(({ label }) => label.length));
  return addresses.map(({ label, url, hint }) => {
    const address = c.cyan(url.replace(/:(\d+)(?=\/|$)/, (_, port: string) => `:${c.bold(port)}`));
    const padding = ' '.repeat(labelWidth - label.length);
    return `  ${c.green('➜')}  ${c.bold(label)}:${padding}  ${address}${hint === undefined ? '' : `  ${c.dim(hint)}`}`;
  });
}
