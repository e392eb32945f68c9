const WIDTH = 110;

/** JSON as people write it: what fits on a line stands on one, the rest is opened, two blanks a level. */
export function renderRoutesText(value: object): string {
  return `${renderValue(value, '', 0)}\n`;
}

/** `room`: what the key before the value and the comma behind it take of the line. */
function renderValue(value: unknown, indent: string, room: number): string {
  const short = renderShort(value);
  const isTop = indent === '' && room === 0;
  if (!isTop && indent.length + room + short.length <= WIDTH) return short;
  if (typeof value !== 'object' || value === null) return short;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => inner + renderValue(item, inner, 1))
    : Object.entries(value).map(([key, entry]) => {
        const name = `${JSON.stringify(key)}: `;
        return inner + name + renderValue(entry, inner, name.length + 1);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function renderShort(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderShort).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${renderShort(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
