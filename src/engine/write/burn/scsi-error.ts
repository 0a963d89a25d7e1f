import { type Sense, senseText } from '../../bytes/formats/mmc/sense.ts';

/** A command that a drive did not carry out, and why. What it means depends on what was going on: see `judge-sense`. */
export class ScsiError extends Error {
  readonly opcode: number;
  readonly sense: Sense;

  constructor(opcode: number, sense: Sense) {
    super(`${opcode.toString(16)}: ${senseText(sense)}`);
    this.name = 'ScsiError';
    this.opcode = opcode;
    this.sense = sense;
  }
}

export function isScsiError(error: unknown): error is ScsiError {
  return error instanceof ScsiError;
}
