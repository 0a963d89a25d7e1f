import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { errnoOf } from '../../contract/failure/errno.ts';
import { present } from '../../contract/failure/present.ts';
import { fsPath } from '../../host/files/fs-path.ts';
import { listColumns } from '../tree/listing.ts';
import {
  type CheckRequest,
  type ListAnswer,
  type ListRequest,
  type PoolRequest,
  plannedAt,
  type ReadAnswer,
  type ReadRequest,
} from './read-message.ts';
import { differenceAt, differenceOf, type FileTrouble } from './source-file.ts';

// A worker that reads small files with synchronous calls straight into shared memory: several times quicker than
// libuv's threads, where each call is a trip of its own.

const port = parentPort;
port?.on('message', (request: PoolRequest) => {
  if (request.do !== 'list') return port.postMessage(answer(request));
  const listed = list(request);
  const columns = listed.listed.flatMap((columns) => (columns ? [columns.facts.buffer] : []));
  port.postMessage(listed, columns);
});

function list({ id, paths }: ListRequest): ListAnswer {
  return { id, listed: paths.split('\0').map(listColumns) };
}

function answer(request: ReadRequest | CheckRequest): ReadAnswer {
  const paths = request.paths.split('\0');
  for (let index = 0; index < paths.length; index++) {
    const path = present(paths[index]);
    const trouble = request.do === 'read' ? readPiece(request, path, index) : check(request, path, index);
    if (trouble) return { id: request.id, trouble: { index, trouble } };
  }
  return { id: request.id };
}

function check(request: CheckRequest, path: string, index: number): FileTrouble | undefined {
  return differenceAt(plannedAt(request.facts, index, path), request.followLinks);
}

function readPiece(request: ReadRequest, path: string, index: number): FileTrouble | undefined {
  let fd = -1;
  try {
    fd = openSync(fsPath(path), request.flags);
    return readOpen(request, fd, path, index);
  } catch (error) {
    return { kind: 'errno', errno: errnoOf(error) };
  } finally {
    if (fd >= 0) closeSync(fd);
  }
}

function readOpen(request: ReadRequest, fd: number, path: string, index: number): FileTrouble | undefined {
  const offset = present(request.offset[index]);
  const lengthBytes = present(request.lengthBytes[index]);
  const atByte = present(request.atByte[index]);
  for (let done = 0; done < lengthBytes; ) {
    const count = readSync(fd, request.into, offset + done, lengthBytes - done, atByte + done);
    if (count === 0) break;
    done += count;
  }
  return differenceOf(plannedAt(request.facts, index, path), fstatSync(fd));
}
