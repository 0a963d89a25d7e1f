import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../ports/failure.ts';
import type { JobHandle } from '../ports/jobs.ts';
import { exitCodes } from '../words/exit-codes.ts';
import { lineChannel } from './channel.ts';
import { EventHistory } from './event-history.ts';
import type { JobEvent } from './events.ts';
import { SOCKET_NAME, TOKEN_NAME } from './job-socket.ts';
import type { StoredJob } from './job-store.ts';

/**
 * A second view of a running job, with its whole history.
 *
 * @throws Failure `job-not-running`
 */
export function attachJob({ id, path }: StoredJob): JobHandle {
  const token = readToken(id, path);
  const socket = connect(join(path, SOCKET_NAME));
  const channel = lineChannel(socket, socket);
  const history = new EventHistory();
  const listeners = new Set<(event: JobEvent) => void>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  socket.once('connect', () => {
    channel.send({ token });
    ready.resolve();
  });
  socket.once('close', () => {
    ready.reject(new Failure('job-not-running', { job: id }));
    ended.resolve(exitCodes.failed);
  });
  ready.promise.catch(() => undefined);
  channel.onMessage((message) => {
    const event = message as JobEvent;
    history.add(event);
    for (const listener of listeners) listener(event);
    if (event.event === 'done') ended.resolve(event.exitCode);
  });
  return {
    id,
    ready: ready.promise,
    ended: ended.promise,
    send: (command) => channel.send(command),
    onEvent(listener) {
      for (const event of history.events) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readToken(job: string, path: string): string {
  try {
    return readFileSync(join(path, TOKEN_NAME), 'utf8');
  } catch (error) {
    throw new Failure('job-not-running', { job }, { cause: error });
  }
}
