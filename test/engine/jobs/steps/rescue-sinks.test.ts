import { expect, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import { type Sink, Sinks } from '../../../../src/engine/jobs/steps/rescue-sinks.ts';

const sink = (path: string, kind: Sink['kind'], sync: () => Promise<void> = async () => undefined): Sink => ({
  path,
  kind,
  hand: { fd: 9, isFresh: false, headBytes: kind === 'drive' ? 1 << 20 : 0 },
  sync,
});

const full = new Failure('no-space', { path: '/a/x.img' });

test('one that takes no more is left, told once, and the others go on', async () => {
  const told: string[] = [];
  const sinks = new Sinks([sink('/a/x.img', 'file'), sink('/dev/sdq', 'drive')], 7, ({ path }) =>
    told.push(path),
  );
  sinks.lose({ id: 1, errno: 'EIO', atByte: 4096, lengthBytes: 512 });
  sinks.lose({ id: 1, errno: 'ENXIO', atByte: 8192, lengthBytes: 512 });
  expect(told).toEqual(['/dev/sdq']);
  expect(sinks.outputs.map(({ id }) => id)).toEqual([0]);
  expect(sinks.failure).toMatchObject({ code: 'target-write-failed', facts: { atByte: 4096, errno: 'EIO' } });
  await sinks.sync();
});

test('what cannot be made safe is lost alone; when all are, nothing is called safe', async () => {
  const refusing = async (): Promise<void> => {
    throw full;
  };
  const one = new Sinks([sink('/a/x.img', 'file', refusing), sink('/b/y.img', 'file')]);
  await one.sync();
  expect(one.outputs.map(({ id }) => id)).toEqual([1]);
  const all = new Sinks([sink('/a/x.img', 'file', refusing), sink('/b/y.img', 'file', refusing)]);
  await expect(all.sync()).rejects.toBe(full);
});

test('what a single image took before its disk was full is safe, and its map may say so', async () => {
  let synced = 0;
  const only = new Sinks([sink('/a/x.img', 'file', async () => void synced++)]);
  only.lose({ id: 0, errno: 'ENOSPC', atByte: 0, lengthBytes: 512 });
  await only.sync();
  expect(synced).toBe(1);
});

test('a map that cannot be kept takes the image beside it along, and nothing else', () => {
  const sinks = new Sinks([sink('/a/x.img', 'file'), sink('/dev/sdq', 'drive')]);
  expect(sinks.loseBeside('/a/x.img.map', full)).toBe(true);
  expect(sinks.outputs.map(({ id }) => id)).toEqual([1]);
  const alone = new Sinks([sink('/a/x.img', 'file')]);
  expect(alone.loseBeside('/a/x.img.map', full)).toBe(false);
});
