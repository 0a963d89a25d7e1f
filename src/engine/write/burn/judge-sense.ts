import type { Sense } from '../../bytes/formats/mmc/sense.ts';

/**
 * What an answer asks for. `again`: the same command once more, soon (its buffer is full). `wait`: it is at work on something that was
 * ordered before. `changed`, `reset`: told once, the disc may be another one. `empty`: no disc, or the tray is open. `full`: there is
 * no such place. `protected`: this disc takes nothing. `spoiled`: the medium or the drive failed. `refused`: it does not do that.
 */
export type Verdict =
  | 'again'
  | 'wait'
  | 'changed'
  | 'reset'
  | 'empty'
  | 'full'
  | 'protected'
  | 'spoiled'
  | 'refused';

/** Sense keys. SPC-4 table 43. */
const NOT_READY = 2;
const MEDIUM_ERROR = 3;
const HARDWARE_ERROR = 4;
const ILLEGAL_REQUEST = 5;
const UNIT_ATTENTION = 6;
const DATA_PROTECT = 7;

const NO_MEDIUM = 0x3a;
const BECOMING_READY = 0x04;
const OUT_OF_RANGE = 0x21;
const MEDIUM_CHANGED = 0x28;
const INCOMPATIBLE_MEDIUM = 0x30;
/** Not ready because of a write that goes on (SPC-4 annex D: 07h operation, 08h long write). */
const BUSY_WRITING: ReadonlySet<number> = new Set([0x07, 0x08]);

const WRITES: ReadonlySet<number> = new Set([0x2a, 0xaa]);

/** Pure: what is to be done about an answer to a command. */
export function judgeSense(opcode: number, { key, asc, ascq }: Sense): Verdict {
  if (key === NOT_READY) return judgeNotReady(opcode, asc, ascq);
  if (key === UNIT_ATTENTION) return asc === MEDIUM_CHANGED ? 'changed' : 'reset';
  if (key === MEDIUM_ERROR || key === HARDWARE_ERROR) return 'spoiled';
  if (key === ILLEGAL_REQUEST && asc === OUT_OF_RANGE && WRITES.has(opcode)) return 'full';
  if (key === DATA_PROTECT || (key === ILLEGAL_REQUEST && asc === INCOMPATIBLE_MEDIUM)) return 'protected';
  return 'refused';
}

function judgeNotReady(opcode: number, asc: number, ascq: number): Verdict {
  if (asc === NO_MEDIUM) return 'empty';
  if (asc !== BECOMING_READY) return 'refused';
  return WRITES.has(opcode) && BUSY_WRITING.has(ascq) ? 'again' : 'wait';
}
