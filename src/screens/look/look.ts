import { createContext, useContext } from 'react';
import { cleanText } from '../../words/clean.ts';
import { cell, fitEnd, fitStart } from './fit.ts';
import { type GlyphSet, type Glyphs, glyphSets } from './glyphs.ts';

/** What the terminal is like; comes in by context, so that a frame does not depend on the machine that draws it. */
export interface Look {
  readonly columns: number;
  readonly rows: number;
  readonly glyphs: GlyphSet;
  readonly colour: boolean;
}

export const DEFAULT_LOOK: Look = { columns: 80, rows: 24, glyphs: 'utf8', colour: false };

export const LookContext = createContext<Look>(DEFAULT_LOOK);

export function useLook(): Look {
  return useContext(LookContext);
}

/** How much room there is: `message` too small to work in, `compact`, `normal`. */
export function sizeClass({ columns, rows }: Look): 'message' | 'compact' | 'normal' {
  if (columns < 40 || rows < 10) return 'message';
  return columns < 70 ? 'compact' : 'normal';
}

export function glyphsOf({ glyphs }: Look): Glyphs {
  return glyphSets[glyphs];
}

/** Foreign text in at most so many columns, cut at its end. */
export function short(text: string, columns: number, look: Look): string {
  return fitEnd(cleanText(text), columns, glyphsOf(look).dots);
}

/** A foreign path in at most so many columns, cut at its beginning. */
export function shortPath(path: string, columns: number, look: Look): string {
  return fitStart(cleanText(path), columns, glyphsOf(look).dots);
}

/** Foreign text in exactly so many columns. */
export function column(text: string, columns: number, look: Look): string {
  return cell(cleanText(text), columns, glyphsOf(look).dots);
}

/** Lines between the head and the foot of a frame: title, subject, empty line above; notice and hints below. */
export function bodyRows({ rows }: Look): number {
  return Math.max(1, rows - 5);
}

/** Columns inside the margins. */
export function bodyColumns({ columns }: Look): number {
  return Math.max(1, columns - 2);
}
