import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';

/** What stands beside an image and is about it. */
const aboutAnother: readonly FoundFacts['reason'][] = [
  'checksum-file',
  'pgp',
  'torrent',
  'text',
  'other-file',
];

/** The image beside `X.iso.sha256`, `X.iso.asc` or `X.iso.torrent`: a file of that name without what was put behind it. */
export async function meantBeside(path: string, { reason }: FoundFacts): Promise<string | undefined> {
  if (!aboutAnother.includes(reason)) return undefined;
  const image = path.replace(/\.[^./]+$/, '');
  if (image === path || basename(image) === '') return undefined;
  const found = await stat(image).catch(() => undefined);
  return found?.isFile() ? image : undefined;
}
