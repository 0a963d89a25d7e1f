import { cleanText } from '../../words/clean.ts';
import { t } from '../../words/language.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { PlainLines } from './lines.ts';

/** What a plain question may do: look at the world, ask, and report what was said. */
export interface PlainTalk extends PlainLines {
  readonly ports: WizardPorts;
  /** Calls back for Ctrl-C until the returned function is called; in place of leaving. */
  readonly onInterrupt?: (listener: () => void) => () => void;
}

/** One answer as actions for the reducer; none asks again; `leave` ends the wizard. */
export type PlainAnswer = readonly Action[] | 'leave';

/** A text, or a key that means the same everywhere. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'answer'; readonly answer: PlainAnswer };

/** An answer that means nothing here: it is named, and the question comes again. */
export function notAnAnswer(talk: PlainTalk, text: string): readonly Action[] {
  talk.say(t().screens.plain.notAnAnswer(cleanText(text)));
  return [];
}

/** One line: `q` leaves, `b` goes back, `?` asks again; an empty line is `empty`, or asks again. */
export async function hear(talk: PlainTalk, question: string, empty?: string): Promise<Said> {
  const text = await talk.ask(question);
  if (text === undefined || text === 'q') return { kind: 'answer', answer: 'leave' };
  if (text === 'b') return { kind: 'answer', answer: [{ do: 'back', atMs: talk.ports.now() }] };
  if (text !== '' && text !== '?') return { kind: 'text', text };
  return empty === undefined || text === '?' ? { kind: 'answer', answer: [] } : { kind: 'text', text: empty };
}
