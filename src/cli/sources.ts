import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { parseUrl } from '../engine/image/image-url.ts';
import {
  type AuthoredSource,
  type AuthorOptions,
  authorOptions,
  type PlanSource,
} from '../engine/plan/plan.ts';
import { isLocal } from '../engine/plan/source-path.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { Face } from './face.ts';
import { type FormatFlags, formatOptionsOf } from './format-flags.ts';

/** The authoring options as commander hands them over. */
export interface AuthorFlags extends FormatFlags {
  readonly label?: string;
  readonly joliet?: boolean;
  readonly rockRidge?: boolean;
  readonly followLinks?: boolean;
  readonly exclude?: readonly string[];
  readonly strict?: boolean;
  readonly boot?: 'auto' | 'none';
  readonly hybrid?: boolean;
  readonly partitionTree?: boolean;
  readonly bootFrom?: string;
  /** The files of an image are laid out anew. */
  readonly rebuild?: boolean;
  /** A block map; false for none. */
  readonly bmap?: string | boolean;
}

/** A folder, an image file, standard input (`-`) or an address. @throws Failure `usage`, `source-missing`, `source-unreadable` */
export async function sourceOf(path: string, flags: AuthorFlags, face: Face): Promise<PlanSource> {
  const map = bmapOf(flags, face);
  if (!isLocal(path)) return { kind: 'image', path: path === '-' ? path : parseUrl(path).href, ...map };
  const absolute = absolutePath(path, face);
  const found = await lookAt(absolute);
  if (!found.isDirectory() && !flags.rebuild) return { kind: 'image', path: absolute, ...map };
  if (map.bmap)
    throw new Failure('usage', { problem: '--bmap is for image files that are copied as they are' });
  const kind = found.isDirectory() ? 'folder' : 'opened-image';
  return { kind, path: absolute, author: authorOf(flags, face) };
}

function bmapOf({ bmap }: AuthorFlags, face: Face): { bmap?: string | false } {
  if (bmap === undefined || bmap === true) return {};
  return { bmap: bmap === false ? false : absolutePath(bmap, face) };
}

/**
 * What is authored: a folder, or the files of an image file.
 *
 * @throws Failure `usage` for what has no files to be listed here: a stream, an address
 */
export async function authoredOf(path: string, flags: AuthorFlags, face: Face): Promise<AuthoredSource> {
  const source = await sourceOf(path, { ...flags, rebuild: true }, face);
  if (source.kind !== 'image') return source;
  throw new Failure('usage', { problem: `make takes a folder or an image file, and ${path} is neither` });
}

export function absolutePath(path: string, { workingFolder }: Face): string {
  return isAbsolute(path) ? resolve(path) : resolve(workingFolder, path);
}

async function lookAt(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const errno = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (errno === 'ENOENT' || errno === 'ENOTDIR')
      throw new Failure('source-missing', { path }, { cause: error });
    throw new Failure('source-unreadable', { path, errno }, { cause: error });
  }
}

function authorOf(flags: AuthorFlags, face: Face): AuthorOptions {
  const fixedTime = sourceDateEpoch(face);
  return authorOptions.parse({
    ...(flags.label !== undefined && { label: flags.label }),
    ...(flags.joliet !== undefined && { joliet: flags.joliet }),
    ...(flags.rockRidge !== undefined && { rockRidge: flags.rockRidge }),
    ...(flags.boot !== undefined && { boot: flags.boot }),
    ...(flags.hybrid !== undefined && { hybrid: flags.hybrid }),
    ...(flags.bootFrom !== undefined && { bootFrom: absolutePath(flags.bootFrom, face) }),
    ...(flags.partitionTree && { partitionTree: true }),
    ...formatOptionsOf(flags),
    followLinks: flags.followLinks ?? false,
    exclude: [...(flags.exclude ?? [])],
    strict: flags.strict ?? false,
    madeAt: fixedTime ?? Math.floor(face.nowMs() / 1000),
    ...(fixedTime !== undefined && { fixedTime }),
  });
}

/** @throws Failure `usage` when SOURCE_DATE_EPOCH is no number: a silent fallback would make an irreproducible image */
function sourceDateEpoch({ environment }: Face): number | undefined {
  const text = environment.SOURCE_DATE_EPOCH;
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,11}$/.test(text)) {
    throw new Failure('usage', {
      problem: `SOURCE_DATE_EPOCH is "${text}", and it must be seconds since 1970`,
    });
  }
  return Number(text);
}
