import type { Readable } from 'node:stream';
import type { Jobs } from '../engine/contract/ports/jobs.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';
import type { NeverTouch } from '../engine/contract/ports/never-touch.ts';
import type { Surroundings } from '../engine/contract/ports/surroundings.ts';

/** Everything the command line needs from around it; the door puts it together. */
export interface Face {
  readonly machine: Machine;
  readonly jobs: Jobs;
  readonly neverTouch: NeverTouch;
  /** What this machine has of all that could be used. */
  readonly surroundings: () => Promise<Surroundings>;
  /** Results. Not called directly: `tell.ts` gives it lines and JSON, so that no name can forge a line. */
  readonly out: (text: string) => void;
  /** Everything else; the same. */
  readonly err: (text: string) => void;
  /** One line typed by a person; undefined when there is no terminal to ask in. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Calls back for every key typed until the returned function is called; undefined without a terminal. */
  readonly keys?: ((listener: (key: string) => void) => () => void) | undefined;
  /** Bytes for the source `-`; undefined when it is a terminal. */
  readonly standardInput?: Readable | undefined;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  /** Calls back for SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  readonly onSignal: (listener: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void) => () => void;
  /** The wizard, on this machine or on the practice bench; undefined without a terminal. */
  readonly wizard: ((start: WizardStart) => Promise<number>) | undefined;
  readonly version: string;
  /** What is done here is gone when the command ends. */
  readonly isPractice?: boolean | undefined;
}

/** What paths and drives are looked up with. */
export type Outlook = Pick<Face, 'machine' | 'workingFolder'>;

export interface WizardStart {
  readonly bench?: PracticeBench;
  /** What the person wants to do something with: a whole path, or an address. */
  readonly given?: string;
}

/** A sample folder and virtual drives: the main job without hardware and without root. */
export interface PracticeBench {
  readonly folder: string;
  readonly sampleFolder: string;
  readonly machine: Machine;
}
