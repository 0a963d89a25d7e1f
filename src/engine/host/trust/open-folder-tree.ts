import type { FolderTree } from './folder-tree.ts';
import { openHeldFolders } from './held-folders.ts';
import { openNamedFolders } from './named-folders.ts';

/**
 * Opens a folder for putting files into it; it, and those above it, are made when they are not there. A link given as the folder
 * is followed once, now. Where a system lets names be looked up in an open folder (Linux with /proc) nothing is found by its
 * path any more from here on: whoever may rename folders in it leads nothing elsewhere. Elsewhere root is refused a folder in
 * which others may do that.
 *
 * @param path absolute
 * @throws the system's error. Failure `output-unsafe`
 */
export function openFolderTree(path: string): FolderTree {
  return openHeldFolders(path) ?? openNamedFolders(path);
}
