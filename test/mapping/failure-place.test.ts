import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';

describe('the place of a failure', () => {
  it.each<[string, number, number]>([
    ['ok\n  $list.get(7)', 2, 9],
    ['#set($a = "x\n y $list.get(7)")', 2, 10],
    ['#set($a = "x #set($b = \'\n\')\n $list.get(7)")', 3, 8],
    ['#define($d)\n$list.get(7)#end\n$d', 2, 7],
    ['#foreach($i in [1])\n "a"\n#if("$list.get(7)" == "")#end#end', 3, 12],
    ['#foreach($i in [1, 2])#set($a = "#if($i == 1)#break#end")$list.get($i)#end\n$list.get(7)', 2, 7],
    ['$list.size() - $list.size()\n#set($a = "\n#set($b = [1..2000000])")', 3, 11],
    ['$list[0]\n #parse("x")', 2, 2],
    ['$list[0]\n#set($a = [1..2000000])', 2, 11],
    ['$list[0]\n#foreach($i in [1])#break($list)#end', 2, 20],
  ])('of %j is line %i, column %i', (template, line, column) => {
    expect(() => renderTemplate(template, { list: ['x'] })).toThrow(
      expect.objectContaining({ name: 'TemplateRenderError', line, column }),
    );
  });
});
