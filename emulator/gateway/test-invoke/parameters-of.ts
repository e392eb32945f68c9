import { escapeRegExp } from '../../shared/escape-reg-exp.ts';

/**
 * The path parameters of a path by the resource's own pattern; undefined when it doesn't fit: the call runs all the
 * same, without parameters (recorded: test_invoke_test_method).
 */
export function parametersOf(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const expression = pattern
    .split('/')
    .map((segment) => {
      const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
      if (!variable) return escapeRegExp(segment);
      names.push(variable[1] ?? '');
      return variable[2] === '+' ? '(.+)' : '([^/]+)';
    })
    .join('/');
  const match = new RegExp(`^${expression}/?$`).exec(path);
  if (!match || names.length === 0) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? '']));
}
