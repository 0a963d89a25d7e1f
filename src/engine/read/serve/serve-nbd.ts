import type { Readable as Input, Writable } from 'node:stream';
import {
  NBD_COMMAND,
  NBD_ERROR,
  type NbdRequest,
  nbdRequest,
  nbdSimpleReply,
} from '../../bytes/formats/nbd/nbd.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { ByteInlet } from './byte-inlet.ts';
import { negotiate } from './negotiate.ts';

/** "Size constraints": what every client may ask for at once. */
const MOST_READ_BYTES = 32 << 20;
/** Memory of reads that are under way. */
const MOST_PENDING_BYTES = 64 << 20;

/**
 * Serves the bytes of an image as a read-only block device (NBD, doc/proto.md) over one connection, until the other side
 * ends it. A place that cannot be read is an error of that request, and of no other.
 */
export async function serveNbd(image: Readable, input: Input, output: Writable): Promise<void> {
  const inlet = new ByteInlet(input);
  if (!(await negotiate(inlet, output, image.sizeBytes))) return;
  const pending = new Map<Promise<void>, number>();
  for (let request = await nextRequest(inlet); request; request = await nextRequest(inlet)) {
    const lengthBytes = request.type === NBD_COMMAND.read ? request.lengthBytes : 0;
    while (pending.size > 0 && sumOf(pending) + lengthBytes > MOST_PENDING_BYTES)
      await Promise.race(pending.keys());
    const answered: Promise<void> = answer(image, request, output).finally(() => pending.delete(answered));
    pending.set(answered, lengthBytes);
  }
  await Promise.all(pending.keys());
}

function sumOf(pending: ReadonlyMap<unknown, number>): number {
  return [...pending.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Undefined at the end. What a client wants to write is taken from the line, and refused. */
async function nextRequest(inlet: ByteInlet): Promise<NbdRequest | undefined> {
  const head = await inlet.next(nbdRequest.sizeBytes);
  const request = head && nbdRequest.decode(head);
  if (!request || request.type === NBD_COMMAND.disconnect) return undefined;
  if (request.type !== NBD_COMMAND.write) return request;
  return request.lengthBytes <= MOST_READ_BYTES && (await inlet.next(request.lengthBytes))
    ? request
    : undefined;
}

async function answer(image: Readable, request: NbdRequest, output: Writable): Promise<void> {
  const { type, atByte, lengthBytes } = request;
  if (type !== NBD_COMMAND.read)
    return say(output, request, type === NBD_COMMAND.write ? NBD_ERROR.notPermitted : NBD_ERROR.invalid);
  if (lengthBytes > MOST_READ_BYTES || atByte + lengthBytes > image.sizeBytes)
    return say(output, request, NBD_ERROR.invalid);
  const bytes = new Uint8Array(lengthBytes);
  const error = await image.read(atByte, bytes).then(
    () => NBD_ERROR.none,
    () => NBD_ERROR.io,
  );
  say(output, request, error, error === NBD_ERROR.none ? bytes : undefined);
}

function say(output: Writable, request: NbdRequest, error: number, bytes?: Uint8Array): void {
  const { cookieHigh, cookieLow } = request;
  output.write(nbdSimpleReply.encode({ error, cookieHigh, cookieLow }));
  if (bytes) output.write(bytes);
}
