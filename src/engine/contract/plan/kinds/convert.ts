import * as z from 'zod';
import { path } from '../path.ts';
import { imageSource } from '../source.ts';
import type { Nature } from './nature.ts';

/** What an image is put into. `vhd`: growing; `qcow2`: not packed. */
export const convertFormats = [
  'raw',
  'vhd',
  'vhd-fixed',
  'qcow2',
  'qcow2-zlib',
  'qcow2-zstd',
  'vmdk',
  'cso',
  'zstd',
  'gzip',
  'xz',
] as const;

export type ConvertFormat = (typeof convertFormats)[number];

/** An image, whatever it is in, becomes a file of another format. */
export const convertPlan = z.strictObject({
  v: z.literal(1),
  do: z.literal('convert'),
  source: imageSource,
  output: z.strictObject({ path, replace: z.boolean().default(false) }),
  /** Absent: as the name of the output says. */
  format: z.enum(convertFormats).optional(),
  /** What says that it is more than a thousand times as large as its file is taken all the same. */
  mostlyEmpty: z.boolean().optional(),
  /** In parts of so many bytes: `OUT.001`, `OUT.002`, … */
  splitBytes: z.int().positive().optional(),
});

export const convertNature: Nature = {
  writes: true,
  erases: false,
  keeps: false,
  reachesEnd: false,
  goesOn: 'anew',
};

export type ConvertPlan = z.infer<typeof convertPlan>;

const byEnding: Readonly<Record<string, ConvertFormat>> = {
  vhd: 'vhd',
  qcow2: 'qcow2',
  vmdk: 'vmdk',
  cso: 'cso',
  zst: 'zstd',
  gz: 'gzip',
  xz: 'xz',
};

/** The format that is made. A name that says none stands for the plain image. */
export function convertFormatOf({ format, output }: Pick<ConvertPlan, 'format' | 'output'>): ConvertFormat {
  const ending = /[^/]\.([a-z0-9]+)$/i.exec(output.path)?.[1]?.toLowerCase() ?? '';
  return format ?? (Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? 'raw') : 'raw');
}
