import type { ChildProcess } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';
import { isRecord } from '../../contract/plan/record.ts';
import { deviceNumberText, fileKey } from '../../contract/ports/device-number.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { partUrl } from '../../host/tools/own-parts.ts';
import { startPart } from '../../host/tools/start-part.ts';
import type { Hand, HandAnswer } from './hand.ts';
import type { HandOutput } from './hand-outputs.ts';
import type { HandStart } from './hand-program.ts';

/** A drive that looks for its disc needs a while. */
const OPEN_LIMIT_MS = 30_000;
/** Threads of a hand: two reads and their writes. */
const THREADS = 8;
/** One that still reads something else is not waited for. */
const OUTPUT_LIMIT_MS = 2000;
/** No read has this number. */
const OUTPUT_ORDER = 0;
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
  const child = startPart(partUrl('hand-program', import.meta.url), fds, THREADS + 2 * outputs.length);
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

/**
 * Gives an image that grows to a hand that has only looked so far, which spares starting another. It opens the file that this process has
 * open, by its name in /proc. Its answers are listened to by nobody until it has.
 *
 * @returns false where it could not, or did not answer: then it is of no use
 */
export function giveOutput(hand: Hand, { id: outputId, fd, isFresh }: HandOutput): Promise<boolean> {
  const { dev, ino } = fstatSync(fd, { bigint: true });
  const key = fileKey(deviceNumberText(Number(dev)), ino);
  const path = `/proc/${process.pid}/fd/${fd}`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), OUTPUT_LIMIT_MS);
    hand.onAnswer((answer) => {
      if (answer !== undefined && answer.id !== OUTPUT_ORDER) return;
      clearTimeout(timer);
      resolve(answer !== undefined && answer.writeErrno === undefined);
    });
    hand.send({ do: 'output', id: OUTPUT_ORDER, outputId, path, key, isFresh });
  });
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
    return new Failure('target-missing', {
      target: path,
      toRead: true,
      ...(errno === 'ENOMEDIUM' && { noMedium: true }),
    });
  return new Failure('source-unreadable', { path, errno });
}
