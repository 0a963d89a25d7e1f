import { connect, type Socket } from 'node:net';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { asBytes } from '../../contract/ports/as-bytes.ts';
import type { RawChunks } from './decoded-stream.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { unframed } from './relay-frames.ts';

/** Standard input of the command, which its viewer passes on over a socket. @throws Failure `source-unreadable` */
export async function openStandardInput({ standardInput }: OpenSourceOptions): Promise<RawChunks> {
  if (standardInput === undefined) throw new Failure('source-unreadable', { path: '-', errno: 'ENOTCONN' });
  const socket = await connected(standardInput);
  return {
    chunks: unframed('-', socketChunks(socket)),
    sizeBytes: undefined,
    close: async () => void socket.destroy(),
  };
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket));
    socket.once('error', (error) =>
      reject(new Failure('source-unreadable', { path: '-', errno: errnoOf(error) }, { cause: error })),
    );
  });
}

async function* socketChunks(socket: Socket): AsyncGenerator<Uint8Array, void, void> {
  let atByte = 0;
  try {
    for await (const chunk of socket) {
      const bytes = asBytes(chunk);
      atByte += bytes.length;
      yield bytes;
    }
  } catch (error) {
    throw new Failure('source-unreadable', { path: '-', errno: errnoOf(error), atByte }, { cause: error });
  }
}
