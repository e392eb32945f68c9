/**
 * What has to be reached and whether it was: one line below a section's heading. `atLeast` or `under` is the limit;
 * a value that wasn't measured gives no line.
 */
export function goalLine({ what, value, atLeast, under, unit = '', decimals = 0 }) {
  if (value === undefined) return [];
  const goal = atLeast === undefined ? `under ${under}${unit}` : `at least ${atLeast}${unit}`;
  const reached = atLeast === undefined ? value < under : value >= atLeast;
  return [`- ${what}: **${value.toFixed(decimals)}${unit}** (to reach: ${goal}) — ${reached ? 'reached' : 'missed'}`];
}
