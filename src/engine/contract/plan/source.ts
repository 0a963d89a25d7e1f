import * as z from 'zod';
import { authorOptions } from './author-options.ts';
import { bytes, path } from './path.ts';
import { isSourcePath } from './source-path.ts';

const imagePath = z.string().refine(isSourcePath, 'source-path');

const folderSource = z.strictObject({ kind: z.literal('folder'), path, author: authorOptions });
/** The files of an image, laid out anew; nothing of it is copied as it is. Its own boot equipment is kept. */
const openedImageSource = z.strictObject({ kind: z.literal('opened-image'), path, author: authorOptions });

/** A block map of the image: what it leaves out is not written. Absent: one beside the image; false: everything is written. */
const bmap = z.union([path, z.literal(false)]).optional();

/** What is authored: its tree becomes an image. */
export const authoredSource = z.discriminatedUnion('kind', [folderSource, openedImageSource]);

export const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    path: imagePath,
    sizeBytes: bytes.optional(),
    bmap,
    /** It is written as it is, whatever it is. */
    raw: z.boolean().optional(),
    /** It may end before what it speaks of. */
    allowTruncated: z.boolean().optional(),
  }),
  folderSource,
  openedImageSource,
]);

/** A job's receipt, to be held against drives in place of the image. */
export const receiptSource = z.strictObject({ kind: z.literal('receipt'), path });

/** A new file for what was done and how to check it without the image. */
export const receipt = path.optional();

/** What `--dry-run` found out: for the reader of the plan; carrying it out does not look at it. */
export const forecast = z
  .object({ sizeBytes: bytes, label: z.string().optional(), losses: z.array(z.unknown()) })
  .optional();

export type PlanSource = z.infer<typeof source>;
export type AuthoredSource = z.infer<typeof authoredSource>;
