/** What a piece of text is, not how it looks: the look is decided where it is drawn. Never the only sign of anything. */
export type Tone = 'plain' | 'dim' | 'strong' | 'accent' | 'good' | 'warn' | 'danger';

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of a screen. */
export type Row = readonly Piece[];

export function row(text: string, tone: Tone = 'plain'): Row {
  return [{ text, tone }];
}

export function piece(text: string, tone: Tone = 'plain'): Piece {
  return { text, tone };
}

export const EMPTY_ROW: Row = [];
