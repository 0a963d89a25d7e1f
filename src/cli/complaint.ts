import { Failure } from '../engine/contract/failure/failure.ts';
import { complaintText } from '../words/complaints.ts';

/**
 * What is wrong with the words that were typed, as lines: the complaint itself is one (a name that a script passed on may
 * hold newlines), and what was probably meant stands below.
 */
export function complaintLines(text: string): string[] {
  const [, complaint = '', meant] = /^([\s\S]*?)(?:\n(\(Did you mean [^\n]*\?\)))?\n?$/.exec(text) ?? [];
  return [complaint, ...(meant === undefined ? [] : [meant])].map(complaintText);
}

/** The same for a program, in English: the complaint, and what was probably meant. */
export function complaintFailure(message: string): Failure {
  return new Failure('usage', {
    problem: message
      .replace(/^error: /, '')
      .replaceAll('\n', ' ')
      .trim(),
  });
}
