import { present } from '../../contract/failure/present.ts';
import { type GlobPart, partsOf } from './glob-parts.ts';

const SLASH = 0x2f;

/**
 * A glob, matched in time proportional to the path: it is followed along all ways it could match at once, and none is gone
 * twice. What remains is at most a step for each part of the pattern at each character.
 */
export class Glob {
  readonly #parts: readonly GlobPart[];
  /** Of a pattern without a slash only the last name is looked at. */
  readonly #isOfName: boolean;
  /** Plain letters that every match begins with, holds, and ends with. */
  readonly #runs: PlainRuns;
  /** Which parts are reached, and for which round each was noted. */
  #now: number[] = [];
  #next: number[] = [];
  readonly #noted: Uint32Array;
  /** The same for parts whose successors were noted too. */
  readonly #reached: Uint32Array;
  #round = 0;
  /** What matching has cost so far, in looks at a part. */
  steps = 0;

  /** `isAnchored`: from the root on; else a name at any depth, and the pattern has no slash. */
  constructor(pattern: string, isAnchored: boolean) {
    this.#parts = partsOf(pattern);
    this.#runs = plainRuns(this.#parts);
    this.#isOfName = !isAnchored;
    this.#noted = new Uint32Array(this.#parts.length + 1);
    this.#reached = new Uint32Array(this.#parts.length + 1);
  }

  matches(whole: string): boolean {
    const path = this.#isOfName ? whole.slice(whole.lastIndexOf('/') + 1) : whole;
    // Most paths end here: a comparison or two.
    const { beginning, longest, ending } = this.#runs;
    if (!path.endsWith(ending) || !path.startsWith(beginning) || !path.includes(longest)) return false;
    return this.#follow(path);
  }

  #follow(path: string): boolean {
    this.#next.length = 0;
    this.#begin();
    this.#reach(0);
    for (let at = 0; at < path.length && this.#next.length > 0; ) {
      const letter = present(path.codePointAt(at));
      [this.#now, this.#next] = [this.#next, this.#now];
      this.#next.length = 0;
      this.#begin();
      for (const part of this.#now) this.#step(part, letter);
      at += letter > 0xffff ? 2 : 1;
    }
    return this.#noted[this.#parts.length] === this.#round;
  }

  #begin(): void {
    if (this.#round === 0xffffffff) for (const rounds of [this.#noted, this.#reached]) rounds.fill(0);
    this.#round = (this.#round % 0xffffffff) + 1;
  }

  /** Notes a part, and those behind it that can match nothing at all. */
  #reach(first: number): void {
    for (let part = first; this.#reached[part] !== this.#round; part++) {
      this.#reached[part] = this.#round;
      this.#note(part);
      const kind = this.#parts[part]?.kind;
      if (kind !== 'star' && kind !== 'folders' && kind !== 'rest') return;
    }
  }

  #note(part: number): void {
    this.steps++;
    if (this.#noted[part] === this.#round) return;
    this.#noted[part] = this.#round;
    this.#next.push(part);
  }

  #step(index: number, letter: number): void {
    const part = this.#parts[index];
    switch (part?.kind) {
      case 'letter':
        if (letter === part.letter) this.#reach(index + 1);
        break;
      case 'one':
        if (letter !== SLASH && part.takes(letter)) this.#reach(index + 1);
        break;
      case 'star':
        if (letter !== SLASH) this.#reach(index);
        break;
      case 'rest':
        this.#reach(index);
        break;
      case 'folders':
        this.#note(index);
        if (letter === SLASH) this.#reach(index + 1);
    }
  }
}

interface PlainRuns {
  readonly beginning: string;
  readonly longest: string;
  readonly ending: string;
}

function plainRuns(parts: readonly GlobPart[]): PlainRuns {
  const runs = [''];
  for (const part of parts) {
    if (part.kind === 'letter') runs.push(present(runs.pop()) + String.fromCodePoint(part.letter));
    else runs.push('');
  }
  const longest = runs.reduce((most, run) => (run.length > most.length ? run : most), '');
  return { beginning: present(runs[0]), longest, ending: present(runs.at(-1)) };
}
