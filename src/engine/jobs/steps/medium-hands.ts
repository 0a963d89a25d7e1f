import type { Medium } from '../../contract/ports/medium.ts';
import type { Hand } from '../../read/rescue/hand.ts';
import { giveOutput, startHand } from '../../read/rescue/hand-process.ts';
import type { RescueOutput } from './rescue-output.ts';

/** Who reads a medium, for all that a job wants of it: whoever has looked at it reads it as well, and no second process is started. */
export class MediumHands {
  readonly #medium: Medium;
  #spare: Hand | undefined;

  constructor(medium: Medium) {
    this.#medium = medium;
  }

  /** A look at the medium. @throws Failure when it cannot be opened */
  async look<T>(work: (hand: Hand) => Promise<T>): Promise<T> {
    const hand = this.#takeSpare() ?? (await startHand(this.#medium, { isFresh: true }));
    try {
      const found = await work(hand);
      this.#keep(hand);
      return found;
    } catch (error) {
      hand.leave();
      throw error;
    }
  }

  /** One that reads into the output. @param medium as it is now: it may have gone, and have come again @throws Failure */
  async take(medium: Medium, output: RescueOutput | undefined): Promise<Hand> {
    const spare = this.#takeSpare();
    const fits = medium === this.#medium && (!output || (spare && (await hasOutput(spare, output))));
    if (spare && fits) return spare;
    spare?.leave();
    return startHand(medium, { outputFd: output?.fd, isFresh: output?.isFresh ?? true });
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

function hasOutput(hand: Hand, { fd, isFresh }: RescueOutput): Promise<boolean> {
  return giveOutput(hand, fd, isFresh);
}
