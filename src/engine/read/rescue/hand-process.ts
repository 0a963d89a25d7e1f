import type { ChildProcess } from 'node:child_process';
import { Failure } from '../../contract/failure/failure.ts';
import { isRecord } from '../../contract/plan/record.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { startPart } from '../../host/tools/start-part.ts';
import type { Hand, HandAnswer } from './hand.ts';
import type { HandOutput } from './hand-outputs.ts';
import type { HandStart } from './hand-program.ts';

/** A drive that looks for its disc needs a while. */
const OPEN_LIMIT_MS = 30_000;
/** Threads of a hand: two reads and their writes. */
const THREADS = 8;
/** Where its descriptors of outputs begin. */
const FIRST_FD = 4;

export interface HandOptions {
  /** None: it only reads. */
  readonly outputs?: readonly HandOutput[];
  readonly headFd?: number | undefined;
}

/**
 * Starts a process that reads the medium.
 *
 * @throws Failure `permission-denied`, `source-missing`, `source-unreadable`
 */
export function startHand(medium: Medium, { outputs = [], headFd }: HandOptions): Promise<Hand> {
  const start: HandStart = {
    path: medium.realPath,
    deviceNumber: medium.deviceNumber,
    direct: medium.kind !== 'file',
    sectorBytes: medium.sectorBytes,
    outputs: outputs.map((output, index) => ({ ...output, fd: FIRST_FD + index })),
    headFd: headFd === undefined ? undefined : FIRST_FD + outputs.length,
  };
  const fds = [...outputs.map(({ fd }) => fd), ...(headFd === undefined ? [] : [headFd])];
  const child = startPart(programUrl(), fds, THREADS + 2 * outputs.length);
  child.send(start, () => undefined);
  return new Promise((resolve, reject) => {
    const fail = (errno: string): void => {
      leave(child);
      reject(openFailure(medium.path, errno));
    };
    const timer = setTimeout(() => fail('ETIMEDOUT'), OPEN_LIMIT_MS);
    child.once('error', () => fail('ECHILD'));
    child.once('exit', () => fail('ECHILD'));
    child.once('message', (message) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      if (isRecord(message) && message.opened === true) return resolve(handOf(child));
      fail(isRecord(message) && typeof message.errno === 'string' ? message.errno : 'unknown');
    });
  });
}

function programUrl(): URL {
  const name = import.meta.url.endsWith('.ts') ? './hand-program.ts' : './hand-program.js';
  return new URL(name, import.meta.url);
}

function handOf(child: ChildProcess): Hand {
  let listener: (answer: HandAnswer | undefined) => void = () => undefined;
  let isLeft = false;
  child.on('error', () => undefined);
  child.on('message', (message) => {
    if (!isLeft) listener(message as HandAnswer);
  });
  child.once('exit', () => {
    if (!isLeft) listener(undefined);
  });
  return {
    send: (order) => {
      if (child.connected) child.send(order, () => undefined);
    },
    onAnswer: (told) => {
      listener = told;
    },
    leave: () => {
      isLeft = true;
      leave(child);
    },
  };
}

/** It may hang in the kernel, and die when that lets go of it: nobody waits for that. */
function leave(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.connected) child.disconnect();
  child.unref();
}

function openFailure(path: string, errno: string): Failure {
  if (errno === 'EACCES' || errno === 'EPERM') return new Failure('permission-denied', { path });
  if (['ENOENT', 'ENXIO', 'ENODEV', 'ENOMEDIUM'].includes(errno))
    return new Failure('target-missing', { target: path, ...(errno === 'ENOMEDIUM' && { noMedium: true }) });
  return new Failure('source-unreadable', { path, errno });
}
