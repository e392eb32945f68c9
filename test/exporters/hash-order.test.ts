import { expect, it } from 'vitest';
import { inHashOrder } from '../../emulator/exporters/hash-order.ts';

it('orders names as a Java HashMap does', () => {
  expect(
    inHashOrder(['Access-Control-Allow-Headers', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Origin']),
  ).toEqual(['Access-Control-Allow-Origin', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers']);
});

it('keeps the order of names that share a bucket, and all of them', () => {
  expect(inHashOrder(['Aa', 'BB'])).toEqual(['Aa', 'BB']);
  const many = Array.from({ length: 40 }, (_, index) => `name-${index}`);
  expect(inHashOrder(many).sort()).toEqual([...many].sort());
});
