import type { JobFact } from '../../contract/events/events.ts';
import { asFailure, Failure } from '../../contract/failure/failure.ts';
import type { Lane } from './lane.ts';
import type { Mismatch, Mismatches } from './mismatches.ts';

/** After so many places that cannot be read, the drive is given up. */
const UNREADABLE_AT_MOST = 16;

/** Reads one target back and keeps what was found wrong on it. */
export class ReadBack {
  readonly #lane: Lane;
  readonly #mismatches: Mismatches;
  readonly #onFact: (fact: JobFact) => void;
  readonly #unreadable = new Map<number, Failure>();

  constructor(lane: Lane, mismatches: Mismatches, onFact: (fact: JobFact) => void) {
    this.#lane = lane;
    this.#mismatches = mismatches;
    this.#onFact = onFact;
  }

  /** A place that cannot be read is tried once more, then remembered, and the rest is still looked at. */
  async read(atByte: number, into: Uint8Array): Promise<void> {
    const { target } = this.#lane;
    const first = await failureOf(target.read(atByte, into));
    if (!first) return;
    this.#lane.retriedReads++;
    const second = await failureOf(target.read(atByte, into));
    if (!second) return;
    if (second.code !== 'target-read-failed' || this.#unreadable.size >= UNREADABLE_AT_MOST) throw second;
    this.#unreadable.set(atByte, second);
  }

  couldRead(atByte: number): boolean {
    return !this.#unreadable.has(atByte);
  }

  note(found: Mismatch): void {
    this.#mismatches.add(found);
    this.#tell(false);
  }

  /** Everything was looked at. A place that could not be read fails the lane. */
  end(): void {
    this.#tell(true);
    const [cannotRead] = this.#unreadable.values();
    if (cannotRead) this.#lane.fail(cannotRead);
  }

  /** A stretch is told when it is known how far it goes. */
  #tell(isEnd: boolean): void {
    for (const bad of this.#mismatches.closed(isEnd))
      this.#onFact({ event: 'bad', target: this.#lane.target.name, ...bad });
  }
}

async function failureOf(work: Promise<void>): Promise<Failure | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return asFailure(error);
  }
}

/** A lane on which something still differs has failed, at the first place. */
export function failUnproved({
  lane,
  mismatches,
}: {
  readonly lane: Lane;
  readonly mismatches: Mismatches;
}): void {
  const first = mismatches.list[0];
  if (!first || lane.failure) return;
  lane.fail(
    new Failure('verify-mismatch', {
      target: lane.target.name,
      atByte: first.atByte,
      lengthBytes: first.lengthBytes,
      badBytes: mismatches.badBytes,
      ...(first.file === undefined ? {} : { file: first.file }),
    }),
  );
}
