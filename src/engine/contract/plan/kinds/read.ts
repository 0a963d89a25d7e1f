import * as z from 'zod';
import { bytes, path } from '../path.ts';
import { receipt } from '../source.ts';
import { target } from '../target.ts';
import type { Nature } from './nature.ts';

/** What is read sector by sector: a drive, a partition, a disc, or a file that stands for one. */
export const mediumSource = z.strictObject({
  kind: z.literal('medium'),
  path,
  /** What was seen of it when it was chosen; fields that were not seen are not compared. */
  expect: z
    .strictObject({
      sizeBytes: bytes.optional(),
      serial: z.string().optional(),
      deviceNumber: z.string().optional(),
      diskSequence: z.number().int().optional(),
    })
    .optional(),
});

const count = z.number().int().nonnegative();

const imageFile = z.strictObject({ path, replace: z.boolean().default(false) });

/** Saves a medium, however ill it is: as image files, or onto drives. Without any of them it is only read, to see how well it can be. */
export const readPlan = z
  .strictObject({
    v: z.literal(1),
    do: z.literal('read'),
    source: mediumSource,
    /** The image; the map beside it is named after it. */
    output: imageFile.optional(),
    /** Further images of the same reading. */
    otherOutputs: z.array(imageFile).min(1).optional(),
    /** Drives that become what the medium is. */
    targets: z.array(target).min(1).optional(),
    /** A ddrescue map file, read and kept. Absent: one beside the image (without one: in the job's folder), for as long as something is missing. */
    map: path.optional(),
    /** The map may be of another copy of the same medium, with a serial and a size of its own; its content must be the same. */
    otherCopy: z.boolean().optional(),
    /** A block map (bmap) beside the image. */
    blockMap: z.boolean().optional(),
    /** Only read: there is no output. */
    scan: z.boolean().optional(),
    /** Everything there is. Absent: up to the end of what the medium says it holds. */
    whole: z.boolean().optional(),
    /** A disc of several sessions as it was when this one, counted from 1, was written. */
    session: z.number().int().positive().optional(),
    /** How often bad sectors are tried again. */
    retries: count.optional(),
    /** It ends after this, whatever is missing. */
    mostSeconds: count.optional(),
    mostErrors: count.optional(),
    receipt,
    /** Of a dry run; not read. */
    forecast: z.unknown().optional(),
  })
  .refine(
    ({ output, targets, scan }) => (output === undefined && targets === undefined) === (scan === true),
    'output-or-scan',
  )
  .refine(({ output, otherOutputs }) => output !== undefined || otherOutputs === undefined, 'output-or-scan');

export const readNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'there',
  // A table at the end of a larger drive is written there.
  onDrives: { erases: true, keeps: true, reachesEnd: true },
};

export type ReadPlan = z.infer<typeof readPlan>;
