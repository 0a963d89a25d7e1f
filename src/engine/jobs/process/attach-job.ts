import { connect } from 'node:net';
import { join } from 'node:path';
import type { JobEvent } from '../../contract/events/events.ts';
import { exitCodes } from '../../contract/failure/exit-codes.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { JobHandle } from '../../contract/ports/jobs.ts';
import { readPlain } from '../../host/files/read-plain.ts';
import { endProcessOf, type StoredJob } from '../folder/job-store.ts';
import { readEvent } from '../folder/read-event.ts';
import { lineChannel } from './channel.ts';
import { deathNotice, isStopping, stopUnheard } from './death-notice.ts';
import { EventHistory } from './event-history.ts';
import { SOCKET_NAME, TOKEN_NAME } from './job-socket.ts';
import { placeIn } from './private-socket.ts';
import { stopWatch } from './stop-watch.ts';

/**
 * A second view of a running job, with its whole history.
 *
 * @throws Failure `job-not-running`
 */
export function attachJob(stored: StoredJob): JobHandle {
  const { id, path } = stored;
  const token = readToken(id, path);
  const socket = connect(placeIn(path, SOCKET_NAME));
  const channel = lineChannel(socket, socket);
  const history = new EventHistory();
  const listeners = new Set<(event: JobEvent) => void>();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  socket.once('connect', () => {
    channel.send({ token });
    ready.resolve();
  });
  const watch = stopWatch(() => endProcessOf(stored));
  const tell = (event: JobEvent): void => {
    history.add(event);
    for (const listener of listeners) listener(event);
    if (event.event === 'done') ended.resolve(event.exitCode);
  };
  socket.once('close', () => {
    watch.over();
    ready.reject(new Failure('job-not-running', { job: id }));
    if (watch.hasEnded) tell(deathNotice(id, stopUnheard(id)));
    ended.resolve(exitCodes.failed);
  });
  ready.promise.catch(() => undefined);
  channel.onMessage((message) => {
    const event = readEvent(message);
    if (!event) return;
    if (event.event === 'done' || isStopping(event)) watch.heard();
    tell(event);
  });
  return {
    id,
    ready: ready.promise,
    ended: ended.promise,
    send(command) {
      if (command.do === 'stop') watch.asked();
      channel.send(command);
    },
    onEvent(listener) {
      for (const event of history.events) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readToken(job: string, path: string): string {
  try {
    return readPlain(join(path, TOKEN_NAME));
  } catch (error) {
    throw new Failure('job-not-running', { job }, { cause: error });
  }
}
