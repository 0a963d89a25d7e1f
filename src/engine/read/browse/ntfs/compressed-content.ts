import type { ClusterRun } from '../../../bytes/formats/ntfs/cluster-runs.ts';
import { unpackLznt1 } from '../../../bytes/formats/ntfs/lznt1.ts';
import { lastNotBehind } from '../../../bytes/ranges/search.ts';
import { present } from '../../../contract/failure/present.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { StoredContent } from '../content.ts';
import type { Content, ContentRun } from '../volume.ts';
import type { NtfsMedium } from './medium.ts';

export interface CompressedStream {
  readonly sizeBytes: number;
  /** What lies behind was never written: zeros. */
  readonly initialisedBytes: number;
  /** Clusters of a unit, as a power of two. */
  readonly unitLog2: number;
  readonly runs: readonly ClusterRun[];
}

/** 16 clusters of 4096 bytes is what Windows makes. */
const MOST_UNIT_BYTES = 1 << 20;

/**
 * A file that Windows compressed: units of some clusters, of which those that were saved are a hole at the end. A unit without
 * a hole is stored, one of nothing but a hole is zeros. Memory: one unit, and its packed bytes. linux-ntfs documentation,
 * "Compression".
 */
export class CompressedContent implements Content {
  readonly sizeBytes: number;
  readonly #medium: NtfsMedium;
  readonly #stream: CompressedStream;
  /** The cluster of the file that each run begins with. */
  readonly #starts: Float64Array;
  readonly #unitClusters: number;
  readonly #unitBytes: number;
  #last: { readonly unit: number; readonly bytes: Promise<Uint8Array> } | undefined;

  constructor(medium: NtfsMedium, stream: CompressedStream) {
    this.#medium = medium;
    this.#stream = stream;
    this.sizeBytes = stream.sizeBytes;
    this.#unitClusters = 2 ** stream.unitLog2;
    this.#unitBytes = this.#unitClusters * medium.geometry.clusterBytes;
    if (this.#unitBytes > MOST_UNIT_BYTES) throw medium.damaged('ntfs-compression-unit');
    this.#starts = new Float64Array(stream.runs.length);
    let start = 0;
    for (const [index, { clusters }] of stream.runs.entries()) {
      this.#starts[index] = start;
      start += clusters;
    }
    if (start * medium.geometry.clusterBytes < stream.sizeBytes)
      throw medium.damaged('ntfs-clusters-missing');
  }

  /** Units that have anything recorded, in order. */
  get recorded(): readonly ByteRange[] {
    const ranges: { atByte: number; lengthBytes: number }[] = [];
    const { runs, initialisedBytes } = this.#stream;
    for (const [index, { cluster, clusters }] of runs.entries()) {
      if (cluster === undefined) continue;
      const start = present(this.#starts[index]);
      const atByte = Math.floor(start / this.#unitClusters) * this.#unitBytes;
      const units = Math.ceil((start + clusters) / this.#unitClusters);
      const endByte = Math.min(units * this.#unitBytes, initialisedBytes, this.sizeBytes);
      const last = ranges.at(-1);
      if (last && last.atByte + last.lengthBytes >= atByte)
        last.lengthBytes = Math.max(last.lengthBytes, endByte - last.atByte);
      else if (endByte > atByte) ranges.push({ atByte, lengthBytes: endByte - atByte });
    }
    return ranges;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { initialisedBytes } = this.#stream;
    const writtenBytes = Math.max(0, Math.min(into.length, initialisedBytes - atByte));
    into.fill(0, writtenBytes);
    for (let done = 0; done < writtenBytes; ) {
      const unit = Math.floor((atByte + done) / this.#unitBytes);
      const from = atByte + done - unit * this.#unitBytes;
      const part = (await this.#unit(unit)).subarray(from, from + writtenBytes - done);
      into.set(part, done);
      done += part.length;
    }
  }

  /** Reading in order meets a unit many times: the last one is kept. */
  #unit(unit: number): Promise<Uint8Array> {
    if (this.#last?.unit !== unit) this.#last = { unit, bytes: this.#unpack(unit) };
    return this.#last.bytes;
  }

  async #unpack(unit: number): Promise<Uint8Array> {
    const stored = new StoredContent(this.#medium.image, this.#storedRuns(unit));
    const out = new Uint8Array(this.#unitBytes);
    if (stored.sizeBytes === this.#unitBytes) {
      await stored.read(0, out);
      return out;
    }
    const packed = new Uint8Array(stored.sizeBytes);
    await stored.read(0, packed);
    if (!unpackLznt1(packed, out)) throw this.#medium.damaged('packed-block');
    return out;
  }

  /** The clusters of a unit up to its hole. */
  #storedRuns(unit: number): ContentRun[] {
    const { clusterBytes } = this.#medium.geometry;
    const { runs } = this.#stream;
    const first = unit * this.#unitClusters;
    const end = first + this.#unitClusters;
    const found: ContentRun[] = [];
    const from = lastNotBehind(runs.length, (index) => present(this.#starts[index]) > first);
    for (let index = from; index < runs.length; index++) {
      const { cluster, clusters } = present(runs[index]);
      const start = present(this.#starts[index]);
      if (cluster === undefined || start >= end) break;
      const skipped = Math.max(0, first - start);
      const taken = Math.min(clusters, end - start) - skipped;
      if (taken > 0)
        found.push({ atByte: (cluster + skipped) * clusterBytes, lengthBytes: taken * clusterBytes });
    }
    return found;
  }
}
