import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ReadPlan } from '../../../../src/engine/contract/plan/plan.ts';
import { outputsWithLittleRoom } from '../../../../src/engine/jobs/steps/little-room.ts';

const folder = mkdtempSync(join(tmpdir(), 'isowright-room-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const HUGE = 2 ** 52;

function planTo(...names: string[]): ReadPlan {
  const [output, ...otherOutputs] = names.map((name) => ({ path: at(name), replace: false }));
  const source = { kind: 'medium' as const, path: '/dev/none' };
  return { v: 1, do: 'read', source, output, ...(otherOutputs.length > 0 && { otherOutputs }) };
}

test('an output that may not fit is told with what it needs and what is free, one that fits is not', async () => {
  const [room, ...others] = await outputsWithLittleRoom(planTo('a.img'), HUGE);
  expect(room).toMatchObject({ path: at('a.img'), needBytes: HUGE });
  expect(room?.freeBytes).toBeGreaterThan(0);
  expect(others).toEqual([]);
  expect(await outputsWithLittleRoom(planTo('a.img'), 1)).toEqual([]);
});

test('outputs of one file system are counted together, and one that is packed grows unpacked first', async () => {
  const rooms = await outputsWithLittleRoom(planTo('a.img', 'b.img.zst'), HUGE);
  expect(rooms).toMatchObject([{ path: at('a.img'), needBytes: 3 * HUGE }]);
});

test('what an earlier run left there needs no room again, and what is to be replaced keeps its own', async () => {
  writeFileSync(at('c.img.partial'), Buffer.alloc(1 << 20, 7));
  const taken = statSync(at('c.img.partial')).blocks * 512;
  expect(await outputsWithLittleRoom(planTo('c.img'), HUGE)).toMatchObject([{ needBytes: HUGE - taken }]);
  writeFileSync(at('d.img'), Buffer.alloc(1 << 20, 7));
  const replacing = { ...planTo('d.img'), output: { path: at('d.img'), replace: true } };
  expect(await outputsWithLittleRoom(replacing, HUGE)).toMatchObject([{ needBytes: HUGE }]);
});

test('a folder that is not there is left to whoever opens it', async () => {
  expect(await outputsWithLittleRoom(planTo('none/a.img'), HUGE)).toEqual([]);
});
