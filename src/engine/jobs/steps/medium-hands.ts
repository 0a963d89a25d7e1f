import type { Medium } from '../../contract/ports/medium.ts';
import type { Hand } from '../../read/rescue/hand.ts';
import { giveOutput, startHand } from '../../read/rescue/hand-process.ts';
import type { Sinks } from './rescue-sinks.ts';

/** Who reads a medium, for all that a job wants of it: whoever has looked at it reads it as well, and no second process is started. */
export class MediumHands {
  readonly #medium: Medium;
  #spare: Hand | undefined;

  constructor(medium: Medium) {
    this.#medium = medium;
  }

  /** A look at the medium. @throws Failure when it cannot be opened */
  async look<T>(work: (hand: Hand) => Promise<T>): Promise<T> {
    const hand = this.#takeSpare() ?? (await startHand(this.#medium, {}));
    try {
      const found = await work(hand);
      this.#keep(hand);
      return found;
    } catch (error) {
      hand.leave();
      throw error;
    }
  }

  /** One that reads into the outputs. @param medium as it is now: it may have gone, and have come again @throws Failure */
  async take(medium: Medium, sinks: Sinks): Promise<Hand> {
    const spare = this.#takeSpare();
    if (spare && medium === this.#medium && (await hasOutputs(spare, sinks))) return spare;
    spare?.leave();
    return startHand(medium, { outputs: sinks.outputs, headFd: sinks.headFd });
  }

  /** Nobody is needed any more. */
  leave(): void {
    this.#takeSpare()?.leave();
  }

  #keep(hand: Hand): void {
    this.leave();
    this.#spare = hand;
    hand.onAnswer((answer) => {
      if (answer === undefined && this.#spare === hand) this.#spare = undefined;
    });
  }

  #takeSpare(): Hand | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare;
  }
}

/** Several outputs, and drives, are handed to it when it starts. */
async function hasOutputs(hand: Hand, { isEmpty, outputs, headBytes }: Sinks): Promise<boolean> {
  const [only, ...others] = outputs;
  if (isEmpty) return true;
  return only !== undefined && others.length === 0 && headBytes === 0 && (await giveOutput(hand, only));
}
