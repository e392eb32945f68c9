import { describe, expect, it } from 'vitest';
import { randomIds } from '../../emulator/shared/clock.ts';

describe('random ids', () => {
  it('are version 4 UUIDs, none of them twice', () => {
    const uuids = Array.from({ length: 1000 }, () => randomIds.uuid());
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(uuids).size).toBe(1000);
  });

  it('have the length that was asked for, also beyond what is drawn at once', () => {
    for (const length of [1, 15, 24, 5000]) {
      expect(randomIds.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`));
      expect(randomIds.base64(length)).toMatch(new RegExp(`^[0-9A-Za-z+/]{${length}}$`));
    }
  });
});
