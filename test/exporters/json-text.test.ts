import { expect, it } from 'vitest';
import { toJsonText } from '../../emulator/exporters/json-text.ts';

it('writes JSON as GetExport prints it', () => {
  const document = {
    security: [{ api_key: [] }, { sigv4: [] }],
    tags: ['a', 'b'],
    components: {},
    required: true,
    text: 'a "b"\n',
  };
  expect(toJsonText(document)).toBe(`{
  "security" : [ {
    "api_key" : [ ]
  }, {
    "sigv4" : [ ]
  } ],
  "tags" : [ "a", "b" ],
  "components" : { },
  "required" : true,
  "text" : "a \\"b\\"\\n"
}`);
});
