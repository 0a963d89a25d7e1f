import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { likeThere, type StickThere, stickThere } from '../../../../src/engine/author/sticks/stick-there.ts';
import { bytesOf } from '../../../../src/engine/bytes/ranges/bytes-of.ts';
import { authorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { putFile } from '../boot/trees.ts';
import { withStick } from './sticks.ts';

const room = mkdtempSync(join(tmpdir(), 'isowright-there-'));
beforeAll(() => putFile(room, 'a.txt', 'a'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const none = authorOptions.parse({ files: true });

test.each(['mbr', 'gpt'] as const)(
  'a stick tells its table and that it passes a BIOS on: %s',
  async (table) => {
    const head = await withStick([room, { table }], (image) => bytesOf(image)(0, 16_384));
    expect(stickThere(head, 512, {})).toEqual({
      table,
      bios: 'none',
      secondBytes: undefined,
    });
    head[3] = 7;
    expect(stickThere(head, 512, {}).bios).toBeUndefined();
  },
);

test('a label that could not have been asked for is none', () => {
  const head = new Uint8Array(16_384);
  expect(stickThere(head, 512, { label: 'KEYS' }).label).toBe('KEYS');
  expect(stickThere(head, 512, { label: 'ÄÖ' }).label).toBeUndefined();
  expect(stickThere(head, 512, { label: '' }).label).toBeUndefined();
});

test('what was asked for stays; the rest is as on all sticks that are there', () => {
  const one: StickThere = { table: 'gpt', label: 'ONE', bios: 'none' };
  const like = (...there: (StickThere | undefined)[]) =>
    likeThere(
      none,
      there.map((is) => ({ there: is })),
    );
  expect(like(one)).toMatchObject({ table: 'gpt', label: 'ONE', bios: 'none' });
  expect(like(one, { ...one, label: 'TWO' })).toMatchObject({ table: 'gpt', label: undefined, bios: 'none' });
  expect(like(undefined)).toEqual({
    ...none,
    table: undefined,
    label: undefined,
    bios: undefined,
    filesBytes: undefined,
  });
  const asked = { ...none, label: 'MINE', table: 'mbr' as const, bios: 'grub' as const };
  expect(likeThere(asked, [{ there: one }])).toEqual(asked);
});
