import { connect } from 'node:net';

/** The job that holds a lock, as its process tells it. */
export interface LockHolder {
  readonly job: string;
  /** Of what it does now; absent when nobody knows how much that is. */
  readonly percent?: number;
  /** It is root's, and this process is not. */
  readonly isRoots: boolean;
}

/** A process that took the name of a lock and says nothing must keep nobody waiting. */
const PATIENCE_MS = 300;
const MOST_LETTERS = 64;
const ANSWER = /^(\d{8}-\d{6}-[a-z0-9]{4}) (\d+) (\d{1,3}|-)\n/;

/** This process carries out one job, and tells whoever asks at one of its locks. */
let own: { readonly job: string; readonly percent: () => number | undefined } | undefined;

/** What this process answers at its locks from now on. */
export function answerAtLocks(job: string, percent: () => number | undefined): void {
  own = { job, percent };
}

/** The answer to whoever asks at a lock of this process. */
export function ownAnswer(): string {
  if (own === undefined) return '';
  return `${[own.job, process.getuid?.() ?? 0, own.percent() ?? '-'].join(' ')}\n`;
}

/** The place of a lock: a socket in no folder. */
export const lockPlace = (key: string): string => `\0isowright ${key}`;

/** The key of a whole drive, by its device number. */
export const driveKey = (deviceNumber: string): string => `drive ${deviceNumber}`;

/** Who holds a lock; undefined when nobody does, or nobody that answers as a job. */
export function holderOf(key: string): Promise<LockHolder | undefined> {
  if (process.platform !== 'linux') return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(lockPlace(key));
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(readAnswer(text));
    };
    const timer = setTimeout(end, PATIENCE_MS);
    socket.setEncoding('latin1');
    socket.on('data', (more: string) => {
      text += more;
      if (text.length >= MOST_LETTERS || text.includes('\n')) end();
    });
    socket.on('error', end).on('end', end);
  });
}

function readAnswer(text: string): LockHolder | undefined {
  const [, job, uid, percent] = ANSWER.exec(text) ?? [];
  if (job === undefined || job === own?.job) return undefined;
  const known = Number(percent);
  const isRoots = uid === '0' && process.getuid?.() !== 0;
  return { job, isRoots, ...(known <= 100 && { percent: known }) };
}
