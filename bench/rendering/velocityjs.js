import { Compile, parse as parseTree } from 'velocityjs';
import { INPUT, TEMPLATE } from './input.js';

const tree = parseTree(TEMPLATE);

/** velocityjs with the tree that was made once. The body is read in each render, as another request would have another. */
export const render = () => new Compile(tree).render(variables());

export const parse = () => parseTree(TEMPLATE);

/** What the template uses of $input and $util, as somebody would write it for velocityjs. */
function variables() {
  const { params, context, stageVariables } = INPUT;
  const { path, querystring, header } = params;
  const body = JSON.parse(INPUT.body);
  return {
    input: {
      path: (expression) => valueAt(body, expression),
      params: (name) => path[name] ?? querystring[name] ?? header[name] ?? '',
    },
    util: { escapeJavaScript },
    context,
    stageVariables,
  };
}

/** A JSONPath of plain names, `$.pets.first`. */
function valueAt(body, expression) {
  return expression
    .split('.')
    .slice(1)
    .reduce((value, name) => value?.[name], body);
}

const SHORT_ESCAPES = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

function escapeJavaScript(text) {
  return text.replace(/['"\\/]|[^\x20-\x7f]/g, (character) =>
    character >= ' ' && character < '\x7f' ? `\\${character}` : (SHORT_ESCAPES[character] ?? unicodeEscape(character)),
  );
}

function unicodeEscape(character) {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
