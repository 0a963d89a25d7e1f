import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { asBytes } from '../engine/contract/ports/as-bytes.ts';
import { listenIn } from '../engine/jobs/process/private-socket.ts';
import { frameOf } from '../engine/read/open/relay-frames.ts';

/** Standard input, passed on to the job that asked for it as its source. */
export interface ServedInput {
  /** A socket that only this user (and root) can reach. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * The job is a process of its own, its standard input carries orders, and sudo closes everything else: so the bytes go over a
 * socket. Only what the job takes is read; an input that breaks off never looks like its end.
 */
export async function serveStandardInput(input: Readable): Promise<ServedInput> {
  const folder = await mkdtemp(join(tmpdir(), 'isowright-input-'));
  const server = createServer((socket) => {
    // One taker: bytes cannot be given twice.
    server.close();
    socket.on('error', () => undefined);
    void passOn(input, socket).catch(() => socket.destroy());
  });
  const path = await listenIn(folder, 'stdin', server);
  return {
    path,
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function passOn(input: Readable, socket: Socket): Promise<void> {
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for await (const given of input) {
    const chunk = asBytes(given);
    socket.write(frameOf(chunk.length));
    const isRoomLeft = socket.write(chunk);
    if (!isRoomLeft)
      await Promise.race([new Promise<void>((resolve) => socket.once('drain', resolve)), closed]);
    if (socket.destroyed) return;
  }
  socket.end(frameOf(0));
}
