import { charge, chargeText, checkLength } from './budget.ts';
import { decimalText, doubleText } from './number-text.ts';
import {
  JavaArray,
  JavaCharacter,
  JavaClass,
  JavaCollection,
  JavaDecimal,
  JavaDouble,
  JavaEntry,
  JavaList,
  JavaLong,
  JavaMap,
  JavaRendered,
  type Value,
} from './values.ts';

/** Lists and maps inside each other that are printed; a Java stack would end at some depth as well. */
const MAX_DEPTH = 1000;

export class TooDeep extends Error {}

/** What `toString()` gives. A null has the text `null`; printing one is the caller's matter. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (value instanceof JavaLong) return String(value.value);
  const text = write(value, 0);
  chargeText(text.length);
  return text;
}

function write(value: Value, depth: number): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (value instanceof JavaLong) return String(value.value);
  if (value instanceof JavaDecimal) return decimalText(value);
  if (value instanceof JavaCharacter) return value.value;
  if (depth > MAX_DEPTH) throw new TooDeep('lists and maps are too deep inside each other to be printed');
  if (value instanceof JavaList) return value.isJson ? writeJson(value, true) : writeItems(value, value.items, depth);
  if (value instanceof JavaCollection) return writeItems(value, value.items, depth);
  if (value instanceof JavaMap) return writeMap(value, depth);
  if (value instanceof JavaEntry) return `${write(value.key, depth + 1)}=${write(value.value, depth + 1)}`;
  if (value instanceof JavaClass) return `class ${value.name}`;
  if (value instanceof JavaRendered) return value.render();
  return `${value.className}@${value instanceof JavaArray ? '1b6d3586' : '4554617c'}`;
}

function writeItems(owner: Value, items: readonly Value[], depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) {
    const item = items[i] ?? null;
    text += (i === 0 ? '' : ', ') + (item === owner ? '(this Collection)' : write(item, depth + 1));
    checkLength(text.length);
  }
  return `${text}]`;
}

function writeMap(map: JavaMap, depth: number): string {
  if (map.printsNothing) return '';
  let text = '{';
  for (const key of map.keys()) {
    const value = map.get(key);
    const separator = text.length === 1 ? '' : ', ';
    text += `${separator}${write(key, depth + 1)}=${value === map ? '(this Map)' : write(value, depth + 1)}`;
    checkLength(text.length);
  }
  charge(map.size);
  return `${text}}`;
}

/**
 * JSON text without blanks, in the manner of json-smart, whose lists API Gateway prints: control characters and U+2000
 * to U+20FF are escaped. `forWeb` escapes slashes, too: what a list's own `toString()` does and `$input.json` doesn't.
 */
export function writeJson(value: Value, forWeb: boolean): string {
  return writeJsonValue(value, forWeb, 0);
}

function writeJsonValue(value: Value, forWeb: boolean, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value, forWeb);
  if (typeof value !== 'object') return String(value);
  if (value instanceof JavaDouble) return Number.isFinite(value.value) ? doubleText(value.value) : 'null';
  if (value instanceof JavaLong) return String(value.value);
  if (value instanceof JavaDecimal) return decimalText(value);
  if (depth > MAX_DEPTH) throw new TooDeep('lists and maps are too deep inside each other to be printed');
  if (value instanceof JavaMap) return writeJsonMap(value, forWeb, depth);
  if (value instanceof JavaList || value instanceof JavaCollection || value instanceof JavaArray) {
    return writeJsonItems(value.items, forWeb, depth);
  }
  return quote(toText(value), forWeb);
}

function writeJsonItems(items: readonly Value[], forWeb: boolean, depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) {
    text += (i === 0 ? '' : ',') + writeJsonValue(items[i] ?? null, forWeb, depth + 1);
    checkLength(text.length);
  }
  return `${text}]`;
}

function writeJsonMap(map: JavaMap, forWeb: boolean, depth: number): string {
  let text = '{';
  for (const key of map.keys()) {
    text += `${text.length === 1 ? '' : ','}${quote(toText(key), forWeb)}:${writeJsonValue(map.get(key), forWeb, depth + 1)}`;
    checkLength(text.length);
  }
  return `${text}}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
const ESCAPED = /["\\\u0000-\u001f\u007f-\u009f\u2000-\u20ff]/g;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string, forWeb: boolean): string {
  let escaped = text;
  if (NEEDS_ESCAPE.test(text)) escaped = text.replace(ESCAPED, (character) => SHORT[character] ?? unicode(character));
  if (forWeb && escaped.includes('/')) escaped = escaped.replaceAll('/', '\\/');
  return `"${escaped}"`;
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
