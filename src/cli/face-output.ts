import { cleanRelayed, cleanText } from '../words/clean.ts';
import type { Face } from './face.ts';

/**
 * The one way from the command line to a terminal: whatever is told, asked or failed with passes here and is cleaned,
 * also what somebody forgot to. What `tell.ts` made stays as it is. This face has no colours that would have to pass.
 */
export function cleanOutput({
  out,
  err,
  ask,
}: Pick<Face, 'out' | 'err' | 'ask'>): Pick<Face, 'out' | 'err' | 'ask'> {
  return {
    out: (text: string) => out(cleanRelayed(text)),
    err: (text: string) => err(cleanRelayed(text)),
    ask: ask && ((question: string) => ask(cleanText(question))),
  };
}
