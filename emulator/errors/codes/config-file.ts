import type { CodeTable } from '../define.ts';
import { choose, list, quote } from './wording.ts';

/** The ways in which a text fails to be JSON. */
export type JsonMistake =
  | 'bad-escape'
  | 'bad-number'
  | 'comment'
  | 'control-character'
  | 'empty'
  | 'extra-text'
  | 'missing-colon'
  | 'missing-comma'
  | 'missing-name'
  | 'missing-value'
  | 'too-deep'
  | 'trailing-comma'
  | 'unclosed'
  | 'unclosed-comment'
  | 'unclosed-string'
  | 'unquoted-name'
  | 'unquoted-text'
  | 'wrong-bracket'
  | 'wrong-quotes';

/** What can be wrong with routes.json before anybody asks what it means. */
export interface ConfigFileFacts {
  'config-file-missing': { readonly file: string; readonly folder: string; readonly nearest?: string };
  'config-file-unreadable': { readonly file: string; readonly reason: string };
  'config-not-json': { readonly reason: string };
  'config-json-syntax': { readonly mistake: JsonMistake; readonly text: string };
  'config-duplicate-key': { readonly key: string; readonly firstLine: number };
  'config-unknown-property': {
    readonly name: string;
    readonly of: string;
    readonly nearest?: string;
    readonly known: readonly string[];
  };
  'config-unknown-method': { readonly name: string; readonly nearest?: string };
  'config-bad-name': { readonly name: string; readonly of: string; readonly expected: string };
  'config-missing-property': { readonly name: string; readonly of: string; readonly example?: string };
  'config-wrong-type': {
    readonly name: string;
    readonly value: string;
    readonly found: string;
    readonly expected: string;
    readonly instead?: string;
  };
  'config-bad-value': {
    readonly name: string;
    readonly value: string;
    readonly expected: string;
  };
  'config-unknown-value': {
    readonly name: string;
    readonly value: string;
    readonly nearest?: string;
    readonly known: readonly string[];
  };
  'config-not-supported-yet': { readonly name: string; readonly feature: string; readonly value?: string };
}

/** Mistake → what is wrong, and what to do. */
const SYNTAX: Readonly<Record<JsonMistake, readonly [what: (text: string) => string, remedy: string]>> = {
  'bad-escape': [(text) => `${text} holds a backslash that begins no escape.`, 'Write \\\\ for a backslash itself.'],
  'bad-number': [(text) => `${text} is no number.`, 'Write digits, with at most one point.'],
  comment: [
    () => 'JSON has no comments.',
    'Put the remark into a "description", which stages, functions, resources, methods and integrations have.',
  ],
  'control-character': [
    () => 'A text holds a control character (a tab, or the like) as it is.',
    'Write \\t for a tab, \\n for a new line.',
  ],
  empty: [() => 'The file is empty.', 'Write a project: {"name": …, "stages": …, "functions": …, "resources": …}.'],
  'extra-text': [
    (text) => `The value is complete, but ${quote(text)} follows it.`,
    'Remove what stands behind the last closing brace, or a closing brace that came too early.',
  ],
  'missing-colon': [(text) => `A colon is missing before ${text}.`, 'Write a colon between the name and its value.'],
  'missing-comma': [
    (text) => `A comma is missing before ${text}.`,
    'Write a comma behind the value that stands before it.',
  ],
  'missing-name': [
    (text) => `A property's name is missing before ${text}.`,
    'Write a name in double quotes, a colon, and a value.',
  ],
  'missing-value': [
    (text) => (text === '' ? 'The text ends where a value is missing.' : `A value is missing before ${text}.`),
    'Write the value: a text in double quotes, a number, true, false, {…} or […].',
  ],
  'too-deep': [() => 'The text is nested too deeply to be read.', 'Remove the brackets or braces that are too many.'],
  'trailing-comma': [() => 'JSON has no comma behind the last of a list.', 'Remove the comma.'],
  unclosed: [
    () => 'The text ends before every brace and bracket is closed.',
    'Close what is open: count the braces from this place back.',
  ],
  'unclosed-comment': [() => 'JSON has no comments, and this one has no end.', 'Remove the comment.'],
  'unclosed-string': [
    () => 'A text has no closing quote on its line.',
    'Close it with a double quote; a new line inside a text is written \\n. A long template can stand in a file: {"file": "templates/name.vtl"}.',
  ],
  'unquoted-name': [(text) => `The name ${text} has no quotes.`, 'Write it in double quotes.'],
  'unquoted-text': [
    (text) => `${text} is no JSON value.`,
    'Write a text in double quotes; true, false and null are written in small letters.',
  ],
  'wrong-bracket': [
    (text) => `${text} closes something else than what is open.`,
    'End a list with ] and an object with }.',
  ],
  'wrong-quotes': [(text) => `${text} has the wrong quotes.`, 'Write double quotes; JSON has no others.'],
};

export const CONFIG_FILE_CODES: CodeTable<ConfigFileFacts> = {
  'config-file-missing': {
    fault: 'user',
    what: ({ file, folder }) => `There is no ${file} in ${folder}.`,
    remedy: ({ nearest }) =>
      nearest === undefined
        ? 'Change to the folder of a project, or make one with "offstage init DIR".'
        : `Rename ${nearest}, or change to the folder of the project that you mean.`,
  },
  'config-file-unreadable': {
    fault: 'user',
    what: ({ file, reason }) => `${file} can't be read: ${reason}.`,
    remedy: () => 'Make it a file that you may read.',
  },
  'config-not-json': {
    fault: 'user',
    what: ({ reason }) => `The configuration is no JSON value: ${reason}.`,
    remedy: () => 'Hand over a plain object: texts, numbers, true, false, lists and objects of them.',
  },
  'config-json-syntax': {
    fault: 'user',
    what: ({ mistake, text }) => SYNTAX[mistake][0](text),
    remedy: ({ mistake }) => SYNTAX[mistake][1],
  },
  'config-duplicate-key': {
    fault: 'user',
    what: ({ key, firstLine }) => `${quote(key)} stands here a second time; the first is on line ${firstLine}.`,
    remedy: () => 'Join the two into one.',
  },
  'config-unknown-property': {
    fault: 'user',
    what: ({ name, of }) => `${quote(name)} is no property of ${of}.`,
    remedy: ({ nearest, of, known }) =>
      nearest === undefined ? `Remove it. The properties of ${of} are ${list(known)}.` : `Write ${quote(nearest)}.`,
  },
  'config-unknown-method': {
    fault: 'user',
    what: ({ name }) =>
      `${quote(name)} is no method. AWS says: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY.`,
    remedy: ({ nearest }) =>
      nearest === undefined ? 'Write one of these methods, or "cors".' : `Write ${quote(nearest)}.`,
  },
  'config-bad-name': {
    fault: 'user',
    what: ({ name, of, expected }) => `${quote(name)} can't stand among ${of}: it has to be ${expected}.`,
    remedy: ({ name, of }) => (of === 'the resources' ? `Write ${quote(`/${name}`)}.` : 'Rename it.'),
  },
  'config-missing-property': {
    fault: 'user',
    what: ({ name, of }) => `${capital(of)} needs ${quote(name)}, and this one has none.`,
    remedy: ({ name, example }) =>
      `Add ${quote(name)}${example === undefined ? '' : `, such as ${quote(name)}: ${example}`}.`,
  },
  'config-wrong-type': {
    fault: 'user',
    what: ({ name, value, found, expected }) => `${name} is ${value}, ${found}; it has to be ${expected}.`,
    remedy: ({ instead, expected }) => `Write ${instead ?? expected}.`,
  },
  'config-bad-value': {
    fault: 'user',
    what: ({ name, value, expected }) => `${name} is ${value}; it has to be ${expected}.`,
    remedy: ({ expected }) => `Write ${expected}.`,
  },
  'config-unknown-value': {
    fault: 'user',
    what: ({ name, value }) => `${name} is ${value}, which it can't be.`,
    remedy: ({ nearest, known }) => (nearest === undefined ? `Write ${choose(known)}.` : `Write ${quote(nearest)}.`),
  },
  'config-not-supported-yet': {
    fault: 'user',
    what: ({ name, feature, value }) =>
      value === undefined
        ? `${quote(name)} is not supported yet: Offstage doesn't rehearse ${feature}.`
        : `${name} is ${value}, which is not supported yet: Offstage doesn't rehearse ${feature}.`,
    remedy: () => 'Remove it to rehearse the rest. AWS would act on it, so it is not passed over in silence.',
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
