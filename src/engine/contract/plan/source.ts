import * as z from 'zod';
import { authorOptions } from './author-options.ts';
import { bytes, path } from './path.ts';
import { isSourcePath } from './source-path.ts';

const imagePath = z.string().refine(isSourcePath, 'source-path');

const folderSource = z.strictObject({ kind: z.literal('folder'), path, author: authorOptions });
/** The files of an image, laid out anew; nothing of it is copied as it is. Whatever makes it boot is kept. */
export const openedImageSource = z.strictObject({
  kind: z.literal('opened-image'),
  path,
  author: authorOptions,
});

/** A block map of the image: what it leaves out is not written. Absent: one beside the image; false: everything is written. */
const bmap = z.union([path, z.literal(false)]).optional();

/** What is authored: its tree becomes an image. */
export const authoredSource = z.discriminatedUnion('kind', [folderSource, openedImageSource]);

/** An image that is taken as it is. */
export const imageSource = z.strictObject({
  kind: z.literal('image'),
  path: imagePath,
  sizeBytes: bytes.optional(),
  bmap,
  /** Of the image, or of the file it is packed in. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** A checksum file that names it, wherever that lies. */
  hashFile: path.optional(),
  /** It is written as it is, whatever it is. */
  raw: z.boolean().optional(),
  /** It may end before something it refers to. */
  allowTruncated: z.boolean().optional(),
});

export const source = z.discriminatedUnion('kind', [imageSource, folderSource, openedImageSource]);

/** A job's receipt, to be compared with drives in place of the image. */
export const receiptSource = z.strictObject({ kind: z.literal('receipt'), path });

/** A new file that records what was done and how to verify it without the image. */
export const receipt = path.optional();

/** What `--dry-run` found out: for the reader of the plan; it is ignored when the plan is carried out. */
export const forecast = z
  .object({ sizeBytes: bytes, label: z.string().optional(), losses: z.array(z.unknown()) })
  .optional();

export type PlanSource = z.infer<typeof source>;
export type AuthoredSource = z.infer<typeof authoredSource>;
