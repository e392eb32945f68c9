/** A text that is the same for two values exactly when they say the same: places, the order of keys and what is undefined don't count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (key, entry: unknown) => {
    if (key === 'source' || key === 'inline') return undefined;
    const object = entry instanceof Map ? Object.fromEntries(entry) : entry;
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return object;
    return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
