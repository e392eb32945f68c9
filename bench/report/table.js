/** A Markdown table; every column but the first is right-aligned, because it holds figures. */
export function table(head, rows) {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A figure with this many decimals; a dash where there is none. */
export function figure(value, decimals = 0) {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A ratio with the rounds' lowest and highest, which say how far to trust it. */
export function ratioFigure(ratio) {
  if (ratio === undefined) return '–';
  return `${figure(ratio.median, 2)} (${figure(ratio.lowest, 2)}–${figure(ratio.highest, 2)})`;
}
