import { QCOW2_COMPRESSED, QCOW2_ZERO, qcow2Packed, qcow2Place } from '../../../bytes/formats/qcow2/qcow2.ts';
import type { Run } from '../../../bytes/mapped/runs.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { demand, fieldDamaged, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { KeptTables } from '../kept-tables.ts';
import { unpackBlock } from '../unpack-block.ts';
import { firstZstdFrame } from '../zstd-end.ts';
import { FORMAT, type Qcow2Form, qcow2FormOf } from './qcow2-header.ts';

/** As QEMU has it. */
const MOST_L1_BYTES = 32 << 20;

/** A disk of QEMU's, version 2 or 3, that stands for itself. docs/interop/qcow2.rst */
export async function openQcow2(file: ContainerFile): Promise<Content> {
  const form = await qcow2FormOf(file);
  const { sizeBytes, clusterBits, l1Byte, l1Entries } = form.header;
  const clusterBytes = 2 ** clusterBits;
  const perTable = clusterBytes / 8;
  const entries = Math.ceil(sizeBytes / (clusterBytes * perTable));
  demand(entries * 8 <= MOST_L1_BYTES, file, FORMAT, 'sizeBytes', sizeBytes);
  demand(l1Entries >= entries, file, FORMAT, 'l1Entries', l1Entries);
  demand(l1Byte % clusterBytes === 0, file, FORMAT, 'l1Byte', l1Byte);
  const l1 = await tableIn(file, l1Byte, entries * 8);
  const tables = new KeptTables(file, clusterBytes);
  const clusters = new Clusters(file, form);
  return {
    format: FORMAT,
    sizeBytes,
    notes: form.notes,
    runAt(atByte, mostBytes) {
      const index = Math.floor(atByte / (clusterBytes * perTable));
      const l2Byte = qcow2Place(l1, index);
      const whole = { blockBytes: clusterBytes * perTable, sizeBytes };
      if (l2Byte === 0) return { kind: 'zeros', lengthBytes: lengthIn(atByte, mostBytes, whole) };
      if (l2Byte % clusterBytes !== 0) throw fieldDamaged(file, FORMAT, 'l2Byte', l2Byte, l1Byte + index * 8);
      return tables.with(l2Byte, (l2) => clusters.runIn(l2, atByte, mostBytes));
    },
  };
}

class Clusters {
  readonly #file: ContainerFile;
  readonly #form: Qcow2Form;
  readonly #stored: Readable;

  constructor(file: ContainerFile, form: Qcow2Form) {
    this.#file = file;
    this.#form = form;
    this.#stored = endingInZeros(file, 2 ** form.header.clusterBits);
  }

  runIn(l2: DataView, atByte: number, mostBytes: number): Run {
    const { clusterBits, sizeBytes, version } = this.#form.header;
    const clusterBytes = 2 ** clusterBits;
    const cluster = Math.floor(atByte / clusterBytes);
    const index = cluster % (clusterBytes / 8);
    const skipBytes = atByte % clusterBytes;
    const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes: clusterBytes, sizeBytes });
    if (l2.getUint32(index * 8) & QCOW2_COMPRESSED)
      return {
        kind: 'packed',
        lengthBytes,
        block: cluster,
        skipBytes,
        unpack: () => this.#unpack(l2, index),
      };
    const isZero = (l2.getUint32(index * 8 + 4) & QCOW2_ZERO) !== 0;
    if (isZero && version === 2) throw fieldDamaged(this.#file, FORMAT, 'l2Entry', index);
    const place = qcow2Place(l2, index);
    if (isZero || place === 0) return { kind: 'zeros', lengthBytes };
    if (place % clusterBytes !== 0) throw fieldDamaged(this.#file, FORMAT, 'clusterByte', place);
    return { kind: 'stored', lengthBytes, from: this.#stored, atByte: place + skipBytes };
  }

  #unpack(l2: DataView, index: number): Promise<Uint8Array> {
    const { isZstd, header } = this.#form;
    const { atByte, packedBytes } = qcow2Packed(l2, index, header.clusterBits);
    return unpackBlock(this.#file, FORMAT, {
      packing: isZstd ? 'zstd' : 'deflate',
      atByte,
      packedBytes: Math.max(0, Math.min(packedBytes, this.#file.sizeBytes - atByte)),
      blockBytes: 2 ** header.clusterBits,
      ...(isZstd && { trim: firstZstdFrame }),
    });
  }
}

/** What the last cluster lacks of the file reads as zeros, as in QEMU. */
function endingInZeros(file: ContainerFile, clusterBytes: number): Readable {
  const { path, sizeBytes } = file;
  return {
    sizeBytes: sizeBytes + clusterBytes,
    async read(atByte, into) {
      const thereBytes = Math.max(0, Math.min(into.length, sizeBytes - atByte));
      if (atByte - sizeBytes >= clusterBytes)
        throw new Failure('source-truncated', {
          path,
          expectedBytes: atByte + into.length,
          foundBytes: sizeBytes,
        });
      if (thereBytes > 0) await file.read(atByte, into.subarray(0, thereBytes));
      into.fill(0, thereBytes);
    },
  };
}
