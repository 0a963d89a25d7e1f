import { readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { Target, TargetResult } from '../../contract/ports/target.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { checksumLine } from './checksum-line.ts';
import { checksumPathOf, type OutputFile, openOutputFile, writeChecksum } from './output-file.ts';
import { openOutputFolder } from './output-folder.ts';
import { publishAll } from './publish.ts';

/** Of three digits. */
export const MOST_PARTS = 999;
const DIGITS = 3;

/** `OUT.001`, as 7-Zip and HJSplit call the first. */
export function partPath(path: string, index: number): string {
  return `${path}.${String(index + 1).padStart(DIGITS, '0')}`;
}

/** Which part of a set a name is. */
export function partNumberOf(name: string, whole: string): number | undefined {
  const said = name.startsWith(`${whole}.`) ? name.slice(whole.length + 1) : '';
  return /^\d{3}$/.test(said) ? Number(said) : undefined;
}

/**
 * New files of one length, the last one shorter, that hold one after the other; they get their names together, with one checksum, which is
 * of all of them as one. Each is opened when the first byte for it comes.
 *
 * @throws Failure `output-exists`, `output-not-writable`, `no-space`, `usage`
 */
export async function openSplitOutput(output: OutputFile, splitBytes: number): Promise<Target> {
  const parts = Math.ceil(output.sizeBytes / splitBytes);
  if (parts > MOST_PARTS) throw usageRefused({ reason: 'split-parts', parts, most: MOST_PARTS });
  if (parts > 0) await refuseLeftOver(output.path, parts);
  const set = new SplitOutput(output, splitBytes);
  const first = await set.part(0);
  return {
    name: basename(output.path),
    capacityBytes: splitBytes * MOST_PARTS,
    blockBytes: first.blockBytes,
    headBytes: 0,
    uncached: first.uncached,
    write: (atByte, bytes) => set.each(atByte, bytes, (part, at, some) => part.write(at, some)),
    read: (atByte, into) => set.each(atByte, into, (part, at, some) => part.read(at, some)),
    flush: () => set.flush(),
    finish: (result) => set.finish(result),
    async abandon() {
      await set.abandon();
      return 'removed';
    },
  };
}

type Call = (part: Target, atByte: number, bytes: Uint8Array) => Promise<void>;

class SplitOutput {
  readonly #output: OutputFile;
  readonly #splitBytes: number;
  readonly #parts = new Map<number, Promise<Target>>();

  constructor(output: OutputFile, splitBytes: number) {
    this.#output = output;
    this.#splitBytes = splitBytes;
  }

  /** Opened once. */
  part(index: number): Promise<Target> {
    const there = this.#parts.get(index);
    if (there) return there;
    const { path, sizeBytes } = this.#output;
    const restBytes = Math.max(0, sizeBytes - index * this.#splitBytes);
    const opening = openOutputFile({
      ...this.#output,
      path: partPath(path, index),
      sizeBytes: Math.min(this.#splitBytes, restBytes),
    });
    opening.catch(() => undefined);
    this.#parts.set(index, opening);
    return opening;
  }

  async each(atByte: number, bytes: Uint8Array, call: Call): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const at = atByte + done;
      const inPart = at % this.#splitBytes;
      const some = bytes.subarray(done, done + Math.min(bytes.length - done, this.#splitBytes - inPart));
      await call(await this.part(Math.floor(at / this.#splitBytes)), inPart, some);
      done += some.length;
    }
  }

  async flush(): Promise<void> {
    for (const part of this.#parts.values()) await (await part).flush();
  }

  /** All get their names, or none of those keeps one that were not there before. */
  async finish({ sizeBytes, sha256 }: TargetResult): Promise<void> {
    const { path, replace } = this.#output;
    const count = Math.max(1, Math.ceil(sizeBytes / this.#splitBytes));
    await refuseLeftOver(path, count);
    const made: string[] = [];
    try {
      for (let index = 0; index < count; index++) {
        const lengthBytes = Math.min(this.#splitBytes, sizeBytes - index * this.#splitBytes);
        await (await this.part(index)).finish({ sizeBytes: lengthBytes });
        made.push(partPath(path, index));
        this.#parts.delete(index);
      }
      if (sha256 !== undefined) await this.#leaveChecksum(sha256);
    } catch (error) {
      if (!replace) for (const one of made) await unlink(one).catch(() => undefined);
      throw error;
    }
  }

  async #leaveChecksum(sha256: string): Promise<void> {
    const { path, jobId, replace } = this.#output;
    const folder = await openOutputFolder(dirname(path), this.#output);
    try {
      const part = join(folder.at, `.${basename(path).slice(0, 40)}.${jobId}.sha256.part`);
      const at = checksumPathOf(join(folder.at, basename(path)));
      await writeChecksum(part, checksumLine(sha256, path));
      await publishAll([{ partPath: part, at, path: checksumPathOf(path) }], replace).finally(() =>
        unlink(part).catch(() => undefined),
      );
      await folder.sync();
    } catch (error) {
      throw outputFailure(error, checksumPathOf(path));
    } finally {
      await folder.close();
    }
  }

  async abandon(): Promise<void> {
    for (const opening of this.#parts.values()) {
      const part = await opening.catch(() => undefined);
      await part?.abandon();
    }
  }
}

/** Whoever reads the set takes what follows the last number for one more part. @throws Failure `usage` */
async function refuseLeftOver(path: string, count: number): Promise<void> {
  const names = await readdir(dirname(path)).catch(() => []);
  const over = names.find((name) => (partNumberOf(name, basename(path)) ?? 0) > count);
  if (over !== undefined) throw usageRefused({ reason: 'split-left-over', path: join(dirname(path), over) });
}
