import type { AuthoredImage } from '../../../../src/engine/author/plan/authored-image.ts';
import { authorStick } from '../../../../src/engine/author/sticks/author-stick.ts';
import type { FileLimits } from '../../../../src/engine/author/sticks/windows/windows-files.ts';
import { type AuthorOptions, authorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { putFile } from '../boot/trees.ts';

/** What makes a folder an installer of Windows, but for its system. */
export function putInstaller(folder: string, loader: string | Uint8Array = 'loader'): void {
  putFile(folder, 'bootmgr', 'bootmgr');
  putFile(folder, 'bootmgr.efi', 'bootmgr.efi');
  putFile(folder, 'boot/bcd', 'bcd');
  putFile(folder, 'sources/boot.wim', 'boot.wim');
  if (loader.length > 0) putFile(folder, 'efi/boot/bootx64.efi', loader);
}

/** Plans a stick for Windows as if FAT held no more than so many bytes in a file. */
export async function withWindowsStick<T>(
  path: string,
  options: Partial<AuthorOptions>,
  limits: FileLimits,
  use: (image: AuthoredImage) => T | Promise<T>,
): Promise<T> {
  const author = { ...authorOptions.parse({}), files: true, ...options };
  const progress = { signal: new AbortController().signal, onEntries: () => {} };
  const drives = [{ name: 'drive', capacityBytes: 90_000_384 }];
  const image = await authorStick({ kind: 'folder', path, author }, drives, progress, limits);
  try {
    return await use(image);
  } finally {
    await image.close();
  }
}

export const UNLIMITED: FileLimits = { mostFileBytes: 2 ** 32 - 1, partBytes: 3_800_000_000 };
