import { suggest } from '../errors/suggest.ts';
import type { DocumentNode } from './document-node.ts';
import { methodOfKey } from './http-method.ts';
import type { ImportReport } from './report.ts';
import { EXTENSIONS, type ExtensionPlace, type Fate, VALUES, WORDS, type WordOwner } from './vocabulary.ts';

/**
 * Tells each of API Gateway's extensions, and each word in them, that has no effect: a misspelled one, one at a place
 * where AWS doesn't look for it, one of HTTP APIs. AWS passes over them in silence.
 */
export function checkExtensions(root: DocumentNode, schemes: DocumentNode | undefined, report: ImportReport): void {
  checkPlace(root, 'the document', report);
  for (const server of root.get('servers')?.items() ?? []) checkPlace(server, 'a server', report);
  for (const tag of root.get('tags')?.items() ?? []) checkPlace(tag, 'a tag', report);
  const components = root.get('components');
  if (components) checkPlace(components, 'the components', report);
  for (const [, scheme] of schemes?.entries() ?? []) checkPlace(scheme, 'a security scheme', report);
  for (const [, path] of root.get('paths')?.entries() ?? []) {
    checkPlace(path, 'a path', report);
    for (const [key, operation] of path.entries()) {
      if (methodOfKey(key) !== undefined) checkPlace(operation, 'an operation', report);
    }
  }
  checkEntries(root.get('x-amazon-apigateway-gateway-responses'), 'a gateway response', report);
  checkEntries(root.get('x-amazon-apigateway-request-validators'), 'a request validator', report);
}

function checkPlace(owner: DocumentNode, place: ExtensionPlace, report: ImportReport): void {
  for (const [name, node] of owner.entries()) {
    if (!name.startsWith('x-amazon-apigateway-')) continue;
    const known = Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined;
    if (known === undefined) {
      const nearest = suggest(name, Object.keys(EXTENSIONS));
      report.warn('import-word-unknown', { word: name, where: place, nearest }, node.source);
    } else if (!known.at.includes(place)) {
      const because = `AWS looks for it in ${known.at.join(' or ')}, not in ${place}`;
      report.warn('import-word-without-effect', { word: name, because }, node.source);
    } else {
      tellFate(name, known.fate, node, report);
      checkValue(node, name, place, report);
      checkWords(node, name, report);
    }
  }
}

function checkWords(node: DocumentNode, owner: string, report: ImportReport): void {
  if (!Object.hasOwn(WORDS, owner)) return;
  const words = WORDS[owner as WordOwner];
  for (const [word, child] of node.entries()) {
    if (Object.hasOwn(words, word)) {
      tellFate(word, words[word] ?? 'read', child, report);
      checkValue(child, word, owner, report);
    } else if (!word.startsWith('x-') && word !== '$ref') {
      const nearest = suggest(word, Object.keys(words));
      report.warn('import-word-unknown', { word, where: owner, nearest }, child.source);
    }
  }
  if (owner === 'x-amazon-apigateway-integration') {
    checkEntries(node.get('responses'), 'an integration response', report);
  }
}

function checkEntries(node: DocumentNode | undefined, owner: WordOwner, report: ImportReport): void {
  for (const [, entry] of node?.entries() ?? []) checkWords(entry, owner, report);
}

function checkValue(node: DocumentNode, word: string, owner: string, report: ImportReport): void {
  const value = node.text();
  if (!value) return;
  const known = VALUES[owner]?.[word];
  if (known !== undefined && !known.includes(value.trim().toUpperCase())) {
    report.refuse('import-word-refused', { word, value, known }, node.source);
  }
}

function tellFate(word: string, fate: Fate, { source }: DocumentNode, report: ImportReport): void {
  if (fate !== 'read') report.warn('import-word-without-effect', { word, because: fate.because }, source);
}
