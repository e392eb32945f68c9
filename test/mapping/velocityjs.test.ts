import { render } from 'velocityjs';
import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../emulator/mapping/public.ts';

const variables = {
  name: 'Joey',
  pets: [
    { id: 1, kind: 'dog' },
    { id: 2, kind: 'cat' },
  ],
  price: 5,
  flag: true,
};

/** velocityjs is another reader of the same language: where both claim to follow Velocity, they agree. */
describe('a template that both know', () => {
  it.each([
    'Hello $name!',
    'Hello ${name}s',
    '#if($flag)yes#{else}no#end',
    '#foreach($pet in $pets)$pet.id:$pet.kind#if($foreach.hasNext), #end#end',
    '#set($total = $price * 3)$total',
    '#set($list = [1, 2, 3])$list.size()',
    "#set($text = 'a-b')$text.replace('-', '+')",
    '## nothing\n$name',
    '#[[ $name stays ]]#',
    '#if($price > 3 && $name == "Joey")both#end',
  ])('%s renders as velocityjs renders it', (template) => {
    expect(renderTemplate(template, variables)).toBe(render(template, variables));
  });
});
