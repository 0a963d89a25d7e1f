import { z } from 'zod';
import { formatOptions } from './format-options.ts';
import { isSourcePath } from './source-path.ts';

/**
 * A Plan is what the wizard's questions and the flags both produce: plain JSON, complete, repeatable.
 * `--dry-run --json` prints it, `isowright run plan.json` carries it out, a job folder keeps it.
 */
const path = z.string().min(1).describe('absolute path');
const imagePath = z
  .string()
  .refine(isSourcePath, 'an absolute path, - for standard input, or an http(s) address without a password');
const bytes = z.number().int().nonnegative();

/** How a folder becomes an image. Every field has a default, so `{}` is a valid choice. */
export const authorOptions = z.strictObject({
  label: z.string().max(32).optional().describe('volume label; default: from the folder name'),
  joliet: z.boolean().default(true),
  rockRidge: z.boolean().default(true),
  followLinks: z.boolean().default(false),
  exclude: z.array(z.string()).default([]).describe('globs as in .gitignore'),
  /** Unix seconds; every time in the image is this one (SOURCE_DATE_EPOCH). */
  fixedTime: z.number().int().nonnegative().optional(),
  /** Unix seconds; when the image is made. Set once when the plan is made, so that a repeat is identical. */
  madeAt: z.number().int().nonnegative().optional(),
  ...formatOptions,
  /** Absent or `auto`: boot files in the folder are found and made to work. */
  boot: z.enum(['auto', 'none']).optional(),
  /** The original image of a folder's files: boot images and boot code that the folder lacks are taken from it. */
  bootFrom: path.optional(),
  /** Sticks start from the image too. Absent: where the medium's kind can. */
  hybrid: z.boolean().optional(),
  /** A second directory tree, so that the first partition of a stick can be mounted by itself. */
  partitionTree: z.boolean().optional(),
  /** A loss (a shortened name, a dropped file) is a failure. */
  strict: z.boolean().default(false),
});

const folderSource = z.strictObject({ kind: z.literal('folder'), path, author: authorOptions });
/** The files of an image, laid out anew; nothing of it is copied as it is. Its own boot equipment is kept. */
const openedImageSource = z.strictObject({ kind: z.literal('opened-image'), path, author: authorOptions });

/** A block map of the image: what it leaves out is not written. Absent: one beside the image; false: everything is written. */
const bmap = z.union([path, z.literal(false)]).optional();

export const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image'), path: imagePath, sizeBytes: bytes.optional(), bmap }),
  folderSource,
  openedImageSource,
]);

/** Another image than the plan's, for this target alone. */
const ownImage = path.optional();

/** A drive, and what must still be true of it when it is opened; or a file that stands in for one. */
export const target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drive'),
    path,
    expect: z.strictObject({
      sizeBytes: bytes.optional(),
      serial: z.string().optional(),
      deviceNumber: z.string().optional(),
      diskSequence: z.number().int().optional(),
    }),
    /** The person agreed that everything mounted from it is unmounted. */
    unmount: z.boolean().optional(),
    image: ownImage,
  }),
  z.strictObject({ kind: z.literal('file'), path, sizeBytes: bytes.optional(), image: ownImage }),
]);

/** A new file for what was done and how to check it without the image. */
const receipt = path.optional();

/** What `--dry-run` found out: for the reader of the plan; carrying it out does not look at it. */
const forecast = z
  .object({ sizeBytes: bytes, label: z.string().optional(), losses: z.array(z.unknown()) })
  .optional();

export const makePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('make'),
  source: z.discriminatedUnion('kind', [folderSource, openedImageSource]),
  output: z.strictObject({ path, replace: z.boolean().default(false) }),
  verify: z.boolean().default(true),
  receipt,
  forecast,
});

/** Truth test before the first byte. Absent: quick, for drives that were not seen before. `full` destroys all content. */
const test = z.enum(['quick', 'full', 'off']).optional();

export const writePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('write'),
  source,
  targets: z.array(target).min(1),
  test,
  verify: z.boolean().default(true),
  /** Read first, write only what differs. */
  delta: z.boolean().optional(),
  /** The drive forgets everything first (TRIM); where it then gives zeros, zeros need no write. */
  discard: z.boolean().optional(),
  receipt,
  forecast,
});

/** A job's receipt, to be held against drives in place of the image. */
export const receiptSource = z.strictObject({ kind: z.literal('receipt'), path });

/** Without targets: the image against its own checksums. */
export const verifyPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('verify'),
  source: z.discriminatedUnion('kind', [...source.options, receiptSource]),
  targets: z.array(target),
});

/** Puts back what a job kept of the drives it wrote to. Which drives those are stands in the job's folder. */
export const undoPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('undo'),
  job: z.string(),
  /** Also when files that were overwritten cannot come back. */
  partly: z.boolean().default(false),
  targets: z.array(target).default([]),
});

/** Makes a drive an empty, ordinary one again: one partition, FAT32 or exFAT by its size. */
export const restorePlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('restore'),
  targets: z.array(target).min(1),
  label: z.string().max(15).optional(),
});

export const plan = z.discriminatedUnion('do', [makePlan, writePlan, verifyPlan, undoPlan, restorePlan]);

export type AuthorOptions = z.infer<typeof authorOptions>;
export type PlanSource = z.infer<typeof source>;
/** What is authored: its tree becomes an image. */
export type AuthoredSource = Exclude<PlanSource, { kind: 'image' }>;
export type PlanTarget = z.infer<typeof target>;
export type MakePlan = z.infer<typeof makePlan>;
export type WritePlan = z.infer<typeof writePlan>;
export type VerifyPlan = z.infer<typeof verifyPlan>;
/** Plans without an image; the absent fields spare their readers a question. */
interface NoImage {
  readonly source?: undefined;
  readonly verify?: undefined;
}
export type UndoPlan = z.infer<typeof undoPlan> & NoImage;
export type RestorePlan = z.infer<typeof restorePlan> & NoImage;
export type Plan =
  | MakePlan
  | WritePlan
  | (VerifyPlan & { readonly verify?: undefined })
  | UndoPlan
  | RestorePlan;
