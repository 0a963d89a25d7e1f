import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from './pair.ts';

const folder = join(process.cwd(), 'test/bench/etcher');

/** Whether the peer was installed: `npm install --prefix test/bench/etcher` with a Node that it supports. */
export const hasEtcher = existsSync(join(folder, 'node_modules/etcher-sdk'));

/** etcher-sdk writing an image to drives, with the Node it was installed for (it has native parts): the system's. */
export function etcher(
  image: string,
  drives: readonly { readonly path: string }[],
  ...options: string[]
): Candidate {
  const path = (process.env.PATH ?? '').split(':').filter((place) => !place.includes('node_modules'));
  const args = [join(folder, 'write.cjs'), image, drives.map((drive) => drive.path).join(','), ...options];
  return { name: 'etcher-sdk', command: ['env', `PATH=${path.join(':')}`, 'node', ...args] };
}
