import '../engine/contract/plan/plain-schemas.ts';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { type HandedList, heededSerials } from '../engine/host/trust/handed-list.ts';
import { lineChannel } from '../engine/jobs/process/channel.ts';
import { runJobProcess } from '../engine/jobs/process/job-process.ts';
import { NOBODY_ENDS_IT, UNWATCHED_MS, watchedInput } from '../engine/jobs/process/watched-input.ts';
import { createMachine } from '../hw/index.ts';
import { version } from './version.ts';

/** Runs one job ordered over standard input; resolves with the exit code once the last word is delivered. */
export async function runJob(): Promise<number> {
  const output = asynchronousOutput();
  let handed: HandedList | undefined;
  const isEndedByNobody = process.argv.includes(NOBODY_ENDS_IT);
  const { input, closed } = watchedInput(undefined, isEndedByNobody ? 0 : UNWATCHED_MS);
  // The terminal going away is no reason to leave a drive half written.
  process.on('SIGHUP', () => undefined);
  const code = await runJobProcess({
    channel: lineChannel(input, output),
    channelClosed: closed,
    version,
    machine: createMachine({ neverTouch: () => heededSerials(handed) }),
    heed: (list) => {
      handed = list;
    },
    onSignal: (listener) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => listener(signal));
    },
  });
  await delivered(output);
  return code;
}

/** Node writes to standard output synchronously when it is a pipe: a stopped viewer would stop the disk. */
function asynchronousOutput(): Writable {
  // Workers ask for standard output when they begin: while a viewer is behind, it could not be opened a second time.
  process.stdout.on('error', () => undefined);
  try {
    return new Socket({ fd: 1, readable: false, writable: true });
  } catch {
    return process.stdout;
  }
}

/** A viewer that does not read must not keep a finished job alive for ever. */
const DELIVERY_PATIENCE_MS = 5000;

function delivered(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DELIVERY_PATIENCE_MS);
    output.end(() => {
      clearTimeout(timer);
      resolve();
    });
    output.once('error', () => resolve());
  });
}
