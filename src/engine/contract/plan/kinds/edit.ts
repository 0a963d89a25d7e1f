import * as z from 'zod';
import { path } from '../path.ts';
import { forecast, openedImageSource, receipt } from '../source.ts';
import type { Nature } from './nature.ts';

/** Longer than any path that can be opened. */
const MOST_PATH_UNITS = 4096;

/** `/a/b`: from the root of the image on, without `.` and `..`. */
function isImagePath(text: string): boolean {
  const names = text.slice(1).split('/');
  return (
    text.startsWith('/') &&
    text.length <= MOST_PATH_UNITS &&
    !text.includes('\0') &&
    names.every((name) => name !== '' && name !== '.' && name !== '..')
  );
}

const imagePath = z.string().refine(isImagePath, 'image-path');
/** The same, or the root; with a slash at the end a folder that what is added comes into under its own name. */
const placeInImage = z
  .string()
  .refine((text) => text === '/' || isImagePath(text.replace(/\/$/, '')), 'image-path');

/**
 * What is done to the files of an image. `add`: a file or folder of this machine comes to a place in the image; a folder's entries join
 * those that are there, a file takes the place of a file. `remove`: a file, or a folder with all that is in it. `rename`: it stands
 * somewhere else. Folders on the way to a new place are made.
 */
export const change = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('add'), from: path, to: placeInImage }),
  z.strictObject({ do: z.literal('remove'), path: imagePath }),
  z.strictObject({ do: z.literal('rename'), from: imagePath, to: imagePath }),
]);

export type Change = z.infer<typeof change>;

/** An image becomes a new one with other files in it, and starts as it did. */
export const editPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('edit'),
  source: openedImageSource,
  /** One after the other: each finds what those before it left. */
  changes: z.array(change).min(1).max(100_000),
  output: z.strictObject({ path, replace: z.boolean().default(false) }),
  verify: z.boolean().default(true),
  receipt,
  forecast,
});

export const editNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'anew',
};

export type EditPlan = z.infer<typeof editPlan>;
