import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Readable } from '../../contract/ports/image.ts';
import { kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { containerNameOf } from '../decode/magics.ts';
import { kindOf } from './foreign/find-kind.ts';
import { otherCompression } from './other-compression.ts';

/** Bytes that are enough to tell. */
const LOOK_BYTES = 34 << 10;

export type PlainFile = Readable & { close(): void };

/**
 * An image file that is an image as it lies there, beyond doubt, opened for one look at what is in it: by calls that wait, since
 * a thread for each small read takes longer than the read.
 *
 * @returns undefined for everything else: `openSource` says what it is
 * @throws the system's error, also when it is read
 */
export function openPlainFile(path: string): PlainFile | undefined {
  // A named pipe must not hang the open.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const found = fstatSync(fd);
  const file: PlainFile = {
    sizeBytes: found.size,
    async read(atByte, into) {
      if (readSync(fd, into, 0, into.length, atByte) < into.length) throw new Error('truncated');
    },
    close: () => closeSync(fd),
  };
  if (found.isFile() && found.size > LOOK_BYTES && isPlain(fd, found.size)) return file;
  file.close();
  return undefined;
}

function isPlain(fd: number, sizeBytes: number): boolean {
  const first = new Uint8Array(LOOK_BYTES);
  readSync(fd, first, 0, first.length, 0);
  const last = new Uint8Array(TRAILER_BYTES);
  readSync(fd, last, 0, last.length, Math.max(0, sizeBytes - last.length));
  const isOther = containerNameOf(first) ?? otherCompression(first) ?? kindOf(first) ?? kindByEnd(last);
  return isOther === undefined;
}
