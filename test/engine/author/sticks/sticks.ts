import type { AuthoredImage } from '../../../../src/engine/author/plan/authored-image.ts';
import { authorStick } from '../../../../src/engine/author/sticks/author-stick.ts';
import { type AuthorOptions, authorOptions } from '../../../../src/engine/contract/plan/plan.ts';

export const SMALL_STICK_BYTES = 60_000_256;

/** Plans a stick with the files of a folder or an image, for drives of these sizes. */
export function stick(
  path: string,
  options: Partial<AuthorOptions> = {},
  capacities: readonly number[] = [SMALL_STICK_BYTES],
  kind: 'folder' | 'opened-image' = 'folder',
): Promise<AuthoredImage> {
  const drives = capacities.map((capacityBytes, i) => ({ name: `drive${i + 1}`, capacityBytes }));
  // What starts it by BIOS comes from programs of the machine.
  const author = { ...authorOptions.parse({}), files: true, bios: 'none' as const, ...options };
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  return authorStick({ kind, path, author }, drives, progress);
}

/** The same, with what is made of it, closed again. */
export async function withStick<T>(
  asked: Parameters<typeof stick>,
  use: (image: AuthoredImage) => T | Promise<T>,
): Promise<T> {
  const image = await stick(...asked);
  try {
    return await use(image);
  } finally {
    await image.close();
  }
}
