import { expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';
import { compileTemplate } from '../../emulator/mapping/template.ts';

it('is parsed once', () => {
  expect(compileTemplate('Hello $name')).toBe(compileTemplate(['Hello', '$name'].join(' ')));
});

it('has nothing left from the render before', () => {
  const template = '$!x#set($x = 1)#define($d)$x#end#foreach($i in [1..3])#break#end$d$!foreach';
  expect(renderTemplate(template, {})).toBe('1');
  expect(renderTemplate(template, {})).toBe('1');
});

it('is parsed again when many others came after it', () => {
  const first = compileTemplate('the first');
  for (let i = 0; i < 600; i++) compileTemplate(`## ${i} ${'-'.repeat(1024)}`);
  const again = compileTemplate('the first');
  expect(again).not.toBe(first);
  expect(again.text).toBe('the first');
});

it('is refused each time when it is none', () => {
  for (let i = 0; i < 2; i++) expect(() => compileTemplate('#if($x)')).toThrow(/line 1/);
});
