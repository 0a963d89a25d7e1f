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

test('what does not answer is not waited for twice, and nothing is asked for in its folder', async () => {
  const never = (): Promise<void> => new Promise(() => undefined);
  const said: string[] = [];
  const silent = new Sinks([sink('/a/x.img', 'file', never)], undefined, undefined, ({ path }) =>
    said.push(path),
  );
  silent.saySilent(0);
  expect(said).toEqual(['/a/x.img']);
  const safe = silent.sync();
  // Who makes it safe says by itself that it waits.
  silent.saySilent(0);
  expect(said).toHaveLength(1);
  expect(silent.lose({ id: 0, errno: 'ETIMEDOUT', atByte: 0, lengthBytes: 512 })).toBe(false);
  await expect(safe).rejects.toMatchObject({ code: 'output-not-writable', facts: { errno: 'ETIMEDOUT' } });
  expect([silent.areSilent, silent.isSilentAt('/a/x.img.map'), silent.isSilentAt('/b/m')]).toEqual([
    true,
    true,
    false,
  ]);
  const drive = new Sinks([sink('/dev/sdq', 'drive', never), sink('/a/x.img', 'file')]);
  expect(drive.lose({ id: 0, errno: 'ETIMEDOUT', atByte: 0, lengthBytes: 512 })).toBe(true);
  expect([drive.failure?.code, drive.areSilent]).toEqual(['target-stalled', false]);
});
