/** The value that `percent` of the sorted numbers don't exceed. */
export function percentile(sorted, percent) {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** The middle of the numbers, between the two middle ones where their count is even. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The 95th percentile of numbers in any order. */
export function p95(numbers) {
  return percentile(
    numbers.toSorted((a, b) => a - b),
    95,
  );
}

/**
 * The quotients of two contenders, round by round: `{ median, lowest, highest }`. What they did in different rounds is
 * never compared. `value` gives the figure of a contender in a round from its rows there; undefined where no round has
 * both.
 */
export function roundRatios(rows, dividend, divisor, value) {
  const rounds = [...new Set(rows.map(({ round }) => round))];
  const ratios = rounds.flatMap((round) => {
    const of = (id) => rows.filter((row) => row.contender === id && row.round === round);
    const [above, below] = [of(dividend), of(divisor)];
    return above.length === 0 || below.length === 0 ? [] : [value(above) / value(below)];
  });
  if (ratios.length === 0) return undefined;
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}
