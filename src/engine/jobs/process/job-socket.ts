import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { JobEvent } from '../../contract/events/events.ts';
import { type Channel, lineChannel } from './channel.ts';
import { EventHistory } from './event-history.ts';
import { listenIn } from './private-socket.ts';

/** The place further viewers find a running job at. */
export interface JobSocket {
  say(event: JobEvent): void;
  close(): Promise<void>;
}

/** Names in the job's folder. */
export const SOCKET_NAME = 'socket';
export const TOKEN_NAME = 'token';

/**
 * Opens the job to more viewers: a socket in the job's private folder. A viewer shows that it may read that folder by
 * the token in it (Node cannot ask the kernel who the peer is); it gets the whole history, then everything as it happens.
 */
export async function openJobSocket(
  folder: string,
  onCommand: (message: unknown) => void,
): Promise<JobSocket> {
  const token = randomBytes(24).toString('hex');
  writeFileSync(join(folder, TOKEN_NAME), token, { mode: 0o600 });
  const history = new EventHistory();
  const viewers = new Map<Socket, Channel>();
  const server = createServer((socket) => {
    admit(socket, token, (viewer) => {
      for (const event of history.events) viewer.send(event);
      viewers.set(socket, viewer);
      socket.once('close', () => viewers.delete(socket));
      viewer.onMessage(onCommand);
    });
  });
  await listenIn(folder, SOCKET_NAME, server);
  return {
    say(event) {
      history.add(event);
      for (const viewer of viewers.values()) viewer.send(event);
    },
    close: async () => {
      server.close();
      await Promise.all([...viewers.keys()].map(farewell));
      for (const name of [SOCKET_NAME, TOKEN_NAME]) rmSync(join(folder, name), { force: true });
    },
  };
}

const FAREWELL_MS = 2000;

/** Until everything said has reached the viewer, or it does not listen any more. */
function farewell(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.end(() => resolve());
    socket.once('close', () => resolve());
    setTimeout(resolve, FAREWELL_MS).unref();
  });
}

const ADMISSION_MS = 5000;

/** The first line must be the token; whoever says anything else, or nothing, is cut off. */
function admit(socket: Socket, token: string, welcome: (viewer: Channel) => void): void {
  const timer = setTimeout(() => socket.destroy(), ADMISSION_MS);
  const channel = lineChannel(socket, socket);
  let isKnown = false;
  channel.onMessage((message) => {
    if (isKnown) return;
    clearTimeout(timer);
    isKnown = isToken(message.token, token);
    if (isKnown) welcome(channel);
    else socket.destroy();
  });
}

function isToken(given: unknown, token: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === token.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(token))
  );
}
