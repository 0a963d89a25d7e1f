import { expect, test } from 'vitest';
import { acquire } from '../../../../src/engine/read/rescue/acquire.ts';
import type { Acquisition } from '../../../../src/engine/read/rescue/acquisition.ts';
import type { LostOutput } from '../../../../src/engine/read/rescue/hand.ts';
import { ReadSums } from '../../../../src/engine/read/rescue/read-sums.ts';
import { RescueMap } from '../../../../src/engine/read/rescue/rescue-map.ts';
import { rescueRules } from '../../../../src/engine/read/rescue/rules.ts';
import { IllMedium, SECTOR } from './ill-medium.ts';

const MIB = 1 << 20;
const SIZE = 8 * MIB;

function acquisition(ill: IllMedium, more: Partial<Acquisition> = {}): Acquisition {
  return {
    medium: ill.medium,
    map: new RescueMap(SIZE),
    rules: rescueRules({ sizeBytes: SIZE, sectorBytes: SECTOR, commandBytes: 512 << 10, retries: 1 }),
    sums: new ReadSums(),
    waitMs: 0,
    ...more,
  };
}

/** Every sector that the map calls read is in the output, and no other is. */
function expectHonest(ill: IllMedium, map: RescueMap): void {
  for (const { atByte, endByte, state } of map.ranges())
    for (let sector = atByte / SECTOR; sector < endByte / SECTOR; sector++)
      if (state === '+') expect(ill.written.has(sector), `sector ${sector}`).toBe(true);
      else if (state === '-') expect(ill.bad.has(sector), `sector ${sector}`).toBe(true);
}

test('of an ill medium exactly the bad sectors are missing', async () => {
  const ill = new IllMedium(SIZE);
  ill.bad = new Set([100, 101, 9000, 16_383]);
  const what = acquisition(ill);
  expect(await acquire(what, ill.ports())).toEqual({ why: 'over' });
  expect(what.map.totals['-']).toBe(4 * SECTOR);
  expect(what.map.totals['+']).toBe(SIZE - 4 * SECTOR);
  expectHonest(ill, what.map);
  expect(ill.saved.at(-1)).toBe(what.map);
});

test('a scan reads everything and writes nothing', async () => {
  const ill = new IllMedium(SIZE);
  ill.bad = new Set([5]);
  const what = acquisition(ill, { only: true });
  await acquire(what, ill.ports());
  expect(what.map.missingBytes).toBe(SECTOR);
  expect(ill.written.size).toBe(0);
});

test.each([
  ['while copying', 3],
  ['while looking closely', 25],
])('a drive that gives errors for everything, %s, gets no false mark', async (_, reads) => {
  const ill = new IllMedium(SIZE);
  ill.bad = new Set([4000, 4001, 4002]);
  let left = reads;
  ill.onRead = () => {
    if (--left === 0) ill.dead = 'EIO';
  };
  const what = acquisition(ill);
  expect(await acquire(what, ill.ports())).toMatchObject({ why: 'gone', errno: 'EIO' });
  expectHonest(ill, what.map);

  ill.dead = undefined;
  ill.onRead = () => undefined;
  expect(await acquire(what, ill.ports())).toEqual({ why: 'over' });
  expect(what.map.missingBytes).toBe(3 * SECTOR);
  expectHonest(ill, what.map);
});

test('a drive that is dead from the beginning gets no mark at all', async () => {
  const ill = new IllMedium(SIZE);
  ill.dead = 'EIO';
  const what = acquisition(ill);
  expect(await acquire(what, ill.ports())).toMatchObject({ why: 'gone' });
  expect(what.map.totals['?']).toBe(SIZE);
});

test('an error that speaks of the drive ends it at once', async () => {
  const ill = new IllMedium(SIZE);
  ill.dead = 'ENXIO';
  const what = acquisition(ill);
  expect(await acquire(what, ill.ports())).toMatchObject({ why: 'gone', errno: 'ENXIO', atByte: 0 });
  expect(what.map.totals['?']).toBe(SIZE);
});

test('a drive that was pulled is waited for, and gone on with under another name', async () => {
  const ill = new IllMedium(SIZE);
  let reads = 0;
  ill.onRead = () => {
    if (++reads === 10) {
      ill.dead = 'EIO';
      ill.isAway = true;
    }
  };
  const what = acquisition(ill, { waitMs: 60_000 });
  let isWaitedFor = 0;
  const ports = ill.ports({
    onGone: () => {
      isWaitedFor++;
      ill.dead = undefined;
      ill.again = { ...ill.medium, realPath: '/dev/other', isThere: () => true };
    },
  });
  expect(await acquire(what, ports)).toEqual({ why: 'over' });
  expect(isWaitedFor).toBe(1);
  expect(what.map.missingBytes).toBe(0);
  expect(ill.written.size).toBe(SIZE / SECTOR);
});

test('a drive that does not come back in time is gone, with what it had given', async () => {
  const ill = new IllMedium(SIZE);
  let reads = 0;
  ill.onRead = () => {
    if (++reads === 10) {
      ill.dead = 'EIO';
      ill.isAway = true;
    }
  };
  const what = acquisition(ill, { waitMs: 5000 });
  expect(await acquire(what, ill.ports())).toMatchObject({ why: 'gone' });
  expect(what.map.totals['-'] + what.map.totals['*'] + what.map.totals['/']).toBe(0);
  expectHonest(ill, what.map);
});

test('a place that hangs is left behind with its hand, and everything else is read', async () => {
  const ill = new IllMedium(SIZE);
  ill.hanging = new Set([8000]);
  const what = acquisition(ill, { stuckMs: 1000 });
  const end = await acquire(what, ill.ports());
  expect(ill.hands).toBeGreaterThan(1);
  expect(what.map.totals['+']).toBeGreaterThan(SIZE - 65_536 - 1);
  expect(['over', 'gone']).toContain(end.why);
  expect(ill.leftHands).toBe(ill.hands);
});

test('a drive that hangs everywhere is given up after a few hands, without a mark', async () => {
  const ill = new IllMedium(SIZE);
  let reads = 0;
  ill.onRead = () => {
    if (++reads === 6) ill.hanging = new Set(Array.from({ length: SIZE / SECTOR }, (_, index) => index));
  };
  const what = acquisition(ill, { stuckMs: 1000 });
  expect(await acquire(what, ill.ports())).toMatchObject({ why: 'gone', hangs: true });
  expect(ill.hands).toBeLessThanOrEqual(5);
  expect(what.map.totals['-']).toBe(0);
  expectHonest(ill, what.map);
});

test('an output that takes no more ends it, and the map claims only what is there', async () => {
  const ill = new IllMedium(SIZE);
  let reads = 0;
  ill.onRead = () => {
    if (++reads === 7) ill.writeErrno = 'ENOSPC';
  };
  const what = acquisition(ill);
  expect(await acquire(what, ill.ports())).toEqual({ why: 'output', errno: 'ENOSPC' });
  expect(what.map.totals['+']).toBeLessThan(SIZE);
  expectHonest(ill, what.map);
  expect(ill.saved.length).toBeGreaterThan(0);
});

test('a stop is heard while a read hangs, and nothing is marked for it', async () => {
  const ill = new IllMedium(SIZE);
  ill.hanging = new Set([300]);
  const what = acquisition(ill);
  ill.onRead = ({ atByte, lengthBytes }) => {
    if (atByte <= 300 * SECTOR && atByte + lengthBytes > 300 * SECTOR)
      setImmediate(() => ill.stopping.abort());
  };
  expect(await acquire(what, ill.ports())).toEqual({ why: 'stopped' });
  expect(what.map.totals['-'] + what.map.totals['*']).toBe(0);
  expect(ill.leftHands).toBe(ill.hands);
});

test.each([
  ['time', { ms: 100 }],
  ['errors', { errors: 2 }],
])('a budget of %s ends it, with what is missing in the map', async (_, budget) => {
  const ill = new IllMedium(SIZE);
  ill.bad = new Set(Array.from({ length: 4000 }, (__, index) => 2000 + index));
  const what = acquisition(ill, { budget });
  ill.onRead = () => {
    ill.nowMs += 20;
  };
  expect(await acquire(what, ill.ports())).toEqual({ why: 'budget' });
  expect(what.map.missingBytes).toBeGreaterThan(0);
  expectHonest(ill, what.map);
});

test('what an earlier run has read is not read again', async () => {
  const ill = new IllMedium(SIZE);
  const map = new RescueMap(SIZE);
  map.set(0, 4 * MIB, '+');
  const reads: number[] = [];
  ill.onRead = ({ atByte }) => reads.push(atByte);
  await acquire(acquisition(ill, { map }), ill.ports());
  expect(Math.min(...reads)).toBe(4 * MIB);
  expect(map.missingBytes).toBe(0);
});

test('an output that hangs is told as that: nothing of the medium is doubted, and it ends as an output does', async () => {
  const ill = new IllMedium(SIZE);
  const [lost, silent]: [LostOutput[], number[]] = [[], []];
  ill.onRead = () => {
    if (ill.written.size > 4000) ill.silentOutputs = [0];
  };
  const what = acquisition(ill, { outputStuckMs: 120_000 });
  const onLost = (one: LostOutput): boolean => {
    lost.push(one);
    return false;
  };
  const end = await acquire(what, ill.ports({ onLost, onSilent: (id) => silent.push(id) }));
  expect(end).toEqual({ why: 'output', errno: 'ETIMEDOUT' });
  expect(lost).toMatchObject([{ id: 0, errno: 'ETIMEDOUT' }]);
  expect(silent).toEqual([0]);
  expect(ill.hands).toBe(1);
  expect(ill.nowMs).toBeGreaterThanOrEqual(120_000);
  expect(what.map.totals['-'] + what.map.totals['*'] + what.map.totals['/']).toBe(0);
});

test('of two outputs one hangs: it is left with its hand, what was on its way is read again for the other', async () => {
  const ill = new IllMedium(SIZE);
  ill.onRead = () => {
    if (ill.written.size > 4000 && ill.hands === 1) ill.silentOutputs = [1];
  };
  const what = acquisition(ill);
  const onLost = (): boolean => {
    ill.silentOutputs = [];
    return true;
  };
  expect(await acquire(what, ill.ports({ onLost }))).toEqual({ why: 'over' });
  expect(ill.hands).toBe(2);
  expect(what.map.missingBytes).toBe(0);
});

test('an output that is slow is waited for, whatever that takes of the time of a medium', async () => {
  const ill = new IllMedium(SIZE);
  let isOver = false;
  const onSilent = (): void => {
    isOver = true;
    ill.silentOutputs = [];
    ill.answerWaiting();
  };
  ill.onRead = () => {
    if (ill.written.size > 4000 && !isOver) ill.silentOutputs = [0];
  };
  const what = acquisition(ill, { stuckMs: 1000 });
  expect(await acquire(what, ill.ports({ onSilent }))).toEqual({ why: 'over' });
  expect([isOver, ill.hands, what.map.missingBytes]).toEqual([true, 1, 0]);
});
