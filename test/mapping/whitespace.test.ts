import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';

const render = (template: string, variables: Record<string, unknown> = {}): string =>
  renderTemplate(template, variables);

describe('blanks around directives', () => {
  it('takes the newline behind a directive, and keeps the indentation before it', () => {
    expect(render('a\n  #if(true)\n  b\n  #end\nc')).toBe('a\n    b\n  c');
  });

  it('takes the blanks before #set only where no text stands before them', () => {
    expect(render('#set($a = 1) #set($b = 2)\nX')).toBe('X');
    expect(render('a #set($a = 1) b')).toBe('a  b');
  });

  it('keeps what stands between #[[ and ]]# as it is', () => {
    expect(render('#[[ $a #if ]]#')).toBe(' $a #if ');
  });

  it('leaves comments out, a line comment with its newline', () => {
    expect(render('a ##b\nc#* d\n *#e')).toBe('a ce');
  });
});

describe('characters that could begin something and don’t', () => {
  it.each([
    ['cost: $ 5', 'cost: $ 5'],
    ['$5.00', '$5.00'],
    ['# heading', '# heading'],
    ['#unknown($n)', '#unknown(7)'.replace('7', '$n')],
    ['<a href="#">', '<a href="#">'],
    ['${}', '${}'],
    ['$n.', '7.'],
    ['$n. x', '7. x'],
  ])('%s prints %s', (template, expected) => {
    expect(render(template, { n: 7 })).toBe(expected);
  });

  it.each([
    ['\\$n', '$n'],
    ['\\\\$n', '\\7'],
    ['\\#if(true)', '#if(true)'],
    ['\\#foo', '\\#foo'],
    ['a\\b', 'a\\b'],
  ])('%s prints %s', (template, expected) => {
    expect(render(template, { n: 7 })).toBe(expected);
  });
});

describe('macros and #evaluate, which API Gateway has not', () => {
  it('forgets an inline #macro and prints its call as it is written', () => {
    expect(render('#macro(m $a)x#end\n#m("y")')).toBe('#m("y")');
    expect(render('#evaluate("$n")', { n: 7 })).toBe('#evaluate("$n")');
  });
});
