import type { JobEvent } from '../../../src/engine/contract/events/events.ts';

/**
 * When a swap is made, in the order of a job. `before` and `between`: nothing runs. `password`: the question is answered, and
 * sudo asks.
 */
export type Moment =
  | 'before'
  | 'asked'
  | 'password'
  | 'begun'
  | 'opened'
  | 'write'
  | 'writing'
  | 'flush'
  | 'verify'
  | 'verifying'
  | 'finish'
  | 'between';

type Sign = (event: JobEvent) => boolean;

const phase =
  (name: string): Sign =>
  (event) =>
    event.event === 'phase' && event.phase === name;

const progress =
  (name: string): Sign =>
  (event) =>
    event.event === 'progress' && event.phase === name && (event.readBytes ?? 0) > 0;

/** What a job says when a moment has come. */
export const signOf: Readonly<Partial<Record<Moment, Sign>>> = {
  opened: (event) => event.event === 'note' && event.code === 'job-folder',
  write: phase('write'),
  writing: progress('write'),
  flush: phase('flush'),
  verify: phase('verify'),
  verifying: progress('verify'),
  finish: phase('finish'),
};
