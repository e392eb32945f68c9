import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

export const TEMPLATE = read('template-30.vtl');

/** What both engines render the template with: a method's request as a mapping template sees it. */
export const INPUT = {
  phase: 'request',
  body: read('template-30.json'),
  params: {
    path: { shelter: 'north', channel: 'web' },
    querystring: { customerId: '4711', limit: '25', after: 'b2Zmc2V0', sort: 'name' },
    header: {
      name: 'Ada "Countess" Lovelace',
      city: 'London/Marylebone',
      'Accept-Language': 'en-GB,en;q=0.9',
      'User-Agent': "Mozilla/5.0 (X11; Linux x86_64) Ada's browser",
    },
  },
  context: { requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef' },
  stageVariables: { petsTable: 'pets' },
};
