import { Failure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { KeptBlocks } from './kept-blocks.ts';
import type { FilledRun, Mapped, PackedRun, Run, StoredRun } from './runs.ts';

/** A stored run on its way: neighbours in the file and in what is asked for become one read. */
interface Pending {
  readonly from: Readable;
  readonly atByte: number;
  readonly intoAt: number;
  lengthBytes: number;
}

/** Mapped bytes as an image is read: the one loop over the runs of all containers. */
export function readMapped(mapped: Mapped, kept: KeptBlocks = new KeptBlocks()): Readable {
  return {
    sizeBytes: mapped.sizeBytes,
    async read(atByte, into) {
      let pending: Pending | undefined;
      for (let done = 0; done < into.length; ) {
        const next = mapped.runAt(atByte + done, into.length - done);
        const run = next instanceof Promise ? await next : next;
        const lengthBytes = Math.min(run.lengthBytes, into.length - done);
        if (!(lengthBytes > 0)) throw new Failure('internal', { problem: `empty-run ${atByte + done}` });
        pending = await take(run, pending, { into, intoAt: done, lengthBytes }, kept);
        done += lengthBytes;
      }
      await readPending(pending, into);
    },
  };
}

interface Place {
  readonly into: Uint8Array;
  readonly intoAt: number;
  readonly lengthBytes: number;
}

/** Puts one run where it belongs, or joins it to the one that is to be read. */
async function take(
  run: Run,
  pending: Pending | undefined,
  { into, intoAt, lengthBytes }: Place,
  kept: KeptBlocks,
): Promise<Pending | undefined> {
  if (run.kind !== 'stored') {
    await fill(run, into.subarray(intoAt, intoAt + lengthBytes), kept);
    return pending;
  }
  if (isNext(pending, run, intoAt)) {
    pending.lengthBytes += lengthBytes;
    return pending;
  }
  await readPending(pending, into);
  return { from: run.from, atByte: run.atByte, intoAt, lengthBytes };
}

/** It goes on there in the file, and here in what is asked for. */
function isNext(pending: Pending | undefined, run: StoredRun, intoAt: number): pending is Pending {
  return (
    pending !== undefined &&
    pending.from === run.from &&
    pending.atByte + pending.lengthBytes === run.atByte &&
    pending.intoAt + pending.lengthBytes === intoAt
  );
}

async function readPending(pending: Pending | undefined, into: Uint8Array): Promise<void> {
  if (!pending) return;
  const { from, atByte, intoAt, lengthBytes } = pending;
  await from.read(atByte, into.subarray(intoAt, intoAt + lengthBytes));
}

async function fill(run: Exclude<Run, StoredRun>, into: Uint8Array, kept: KeptBlocks): Promise<void> {
  if (run.kind === 'zeros') into.fill(0);
  else if (run.kind === 'filled') repeat(run, into);
  else await unpackInto(run, into, kept);
}

function repeat({ pattern, skipBytes }: FilledRun, into: Uint8Array): void {
  for (let at = 0; at < into.length; at++) into[at] = pattern[(skipBytes + at) % pattern.length] ?? 0;
}

async function unpackInto(run: PackedRun, into: Uint8Array, kept: KeptBlocks): Promise<void> {
  const block = await kept.get(run.block, () => run.unpack());
  const part = block.subarray(run.skipBytes, run.skipBytes + into.length);
  if (part.length < into.length) throw new Failure('internal', { problem: `short-block ${run.block}` });
  into.set(part);
}
