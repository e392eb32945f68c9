import { expect, it } from 'vitest';
import { createColors } from '../../emulator/terminal/colors.ts';
import { renderUsage } from '../../emulator/terminal/usage-table.ts';

const PLAIN = createColors({ isTTY: false }, {});

it('a line for each key of a plan, in columns', () => {
  const entries = [
    {
      plan: 'partners',
      key: 'dashboard',
      keyValue: '******abc123',
      enabled: true,
      quota: { limit: 1000, period: 'MONTH' as const, used: 1000, resetsAt: '2024-03-01T00:00:00.000Z' },
      throttle: { rateLimit: 0.5, burstLimit: 20, tokens: 7 },
    },
    { plan: 'all\u001b[2J', key: 'app', keyValue: '******def456', enabled: false },
  ];
  expect(renderUsage(entries, PLAIN).split('\n')).toEqual([
    '  partners    dashboard  ******abc123  1,000 of 1,000 per month until 2024-03-01  7 of 20 at once, 0.5 per second',
    expect.stringMatching(/^ {2}all\S+ +app {8}\*{6}def456 {2}no quota +no throttle {2}disabled$/),
  ]);
});
