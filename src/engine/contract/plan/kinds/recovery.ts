import * as z from 'zod';
import { path } from '../path.ts';
import type { Nature } from './nature.ts';

/** What can be added to a recovery image. */
export const recoveryExtras = [
  'wim',
  'ntfs',
  'lvm',
  'md',
  'luks',
  'ssh',
  'ddrescue',
  'gdisk',
  'squashfs',
] as const;

/** An image that starts this program on any computer, made of the packages of a distribution. */
export const recoveryPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('recovery'),
  output: z.strictObject({ path, replace: z.boolean().default(false) }),
  /** Only what lies in this folder is taken. */
  packages: path.optional(),
  /** The address of a repository. Absent: those of apt. */
  mirror: z
    .string()
    .regex(/^https?:\/\/\S+$/)
    .max(2048)
    .optional(),
  /** The release at that address. */
  suite: z
    .string()
    .regex(/^[a-z0-9][a-z0-9./-]*$/)
    .max(64)
    .optional(),
  /** The list of packages: taken when it is there, else written. */
  lock: path.optional(),
  with: z.array(z.enum(recoveryExtras)).optional(),
  /** The Node that goes into it. Absent: the one that runs. */
  node: path.optional(),
  /** How hard zstd tries. Absent: as hard as it can. */
  level: z.number().int().min(1).max(19).optional(),
  /** Unix seconds: every time in the image (SOURCE_DATE_EPOCH, or when the plan was made). */
  fixedTime: z.number().int().nonnegative(),
});

export const recoveryNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'anew',
};

export type RecoveryPlan = z.infer<typeof recoveryPlan>;
