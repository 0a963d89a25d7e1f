import type { Medium } from '../../contract/ports/medium.ts';
import type { Hand, HandAnswer, HandOrder } from './hand.ts';

/** The hand that reads now, and what it has answered; one that was left says nothing any more. */
export class HandInUse {
  readonly #start: (medium: Medium) => Promise<Hand>;
  readonly #onAnswer: () => void;
  #answers: (HandAnswer | undefined)[] = [];
  #hand: Hand | undefined;

  constructor(start: (medium: Medium) => Promise<Hand>, onAnswer: () => void) {
    this.#start = start;
    this.#onAnswer = onAnswer;
  }

  get hasAnswers(): boolean {
    return this.#answers.length > 0;
  }

  /** @throws Failure when the medium cannot be opened */
  async take(medium: Medium): Promise<void> {
    const hand = await this.#start(medium);
    this.#hand = hand;
    hand.onAnswer((answer) => {
      if (this.#hand !== hand) return;
      this.#answers.push(answer);
      this.#onAnswer();
    });
  }

  send(order: HandOrder): void {
    this.#hand?.send(order);
  }

  /** Undefined: it has ended by itself. */
  nextAnswer(): HandAnswer | undefined {
    return this.#answers.shift();
  }

  leave(): void {
    this.#hand?.leave();
    this.#hand = undefined;
    this.#answers = [];
  }
}
