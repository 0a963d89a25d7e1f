import type { XmlTrouble } from './xml-trouble.ts';

/** Why an answer file cannot be used. */
export type AnswerProblem =
  | ({ readonly why: 'xml' } & XmlTrouble)
  | { readonly why: 'pass'; readonly pass: string }
  | { readonly why: 'encoding' | 'no-unattend' | 'no-pass' | 'no-file' | 'too-large' };
