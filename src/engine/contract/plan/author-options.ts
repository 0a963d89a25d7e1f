import * as z from 'zod';
import { formatOptions } from './format-options.ts';
import { installerOptions } from './installer-options.ts';
import { path } from './path.ts';

/** How a folder becomes an image. Every field has a default, so `{}` is a valid choice. */
export const authorOptions = z.strictObject({
  /** Volume label; default: from the folder name. */
  label: z.string().max(32).optional(),
  joliet: z.boolean().default(true),
  rockRidge: z.boolean().default(true),
  followLinks: z.boolean().default(false),
  /** Globs as in .gitignore. */
  exclude: z.array(z.string().max(4096)).default([]),
  /** Unix seconds; every time in the image is this one (SOURCE_DATE_EPOCH). */
  fixedTime: z.number().int().nonnegative().optional(),
  /** Unix seconds; when the image is made. Set once when the plan is made, so that a repeat is identical. */
  madeAt: z.number().int().nonnegative().optional(),
  /** A stick that holds the files themselves, not an image of a disc. */
  files: z.boolean().optional(),
  /** Of such a stick; absent: by the drive's size. */
  table: z.enum(['mbr', 'gpt']).optional(),
  /** What a BIOS starts from such a stick; absent: what this machine has the parts for. */
  bios: z.enum(['grub', 'syslinux', 'none']).optional(),
  /** The partition that holds its files; absent: all of the drive. */
  filesBytes: z.number().int().positive().optional(),
  /** A second partition in which a live system keeps what is changed: bytes, or what is left. */
  persistence: z.union([z.literal('rest'), z.number().int().positive()]).optional(),
  /** Of such a stick; absent: FAT32, FAT16 on the smallest. */
  fileSystem: z.enum(['fat16', 'fat32', 'exfat']).optional(),
  ...formatOptions,
  ...installerOptions,
  /** Absent or `auto`: boot files in the folder are detected and made to work. */
  boot: z.enum(['auto', 'none']).optional(),
  /** The original image of a folder's files: boot images and boot code that the folder lacks are taken from it. */
  bootFrom: path.optional(),
  /** The image boots from sticks too. Absent: where that kind of medium can. */
  hybrid: z.boolean().optional(),
  /** A second directory tree, so that the first partition of a stick can be mounted on its own. */
  partitionTree: z.boolean().optional(),
  /** A loss (a shortened name, a dropped file) is a failure. */
  strict: z.boolean().default(false),
  /** What cannot be read is left out; otherwise it is a failure. */
  allowMissing: z.boolean().optional(),
  /** Other file systems that are mounted below the folder are left out, and their folders stay empty. */
  oneFileSystem: z.boolean().optional(),
});

export type AuthorOptions = z.infer<typeof authorOptions>;
