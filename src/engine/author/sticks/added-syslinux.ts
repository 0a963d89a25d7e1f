import { FAT_SECTOR_BYTES } from '../../bytes/formats/fat/geometry.ts';
import { movedSyslinux } from '../../bytes/formats/syslinux/patch-area.ts';
import { present } from '../../contract/failure/present.ts';
import { findFile } from '../tree/tree-lookup.ts';
import { type AddedFile, type AddedFolder, madeFile } from './added-files.ts';
import type { StickBios } from './stick-bios.ts';
import type { StickBuild } from './stick-builder.ts';
import type { StickRows } from './stick-rows.ts';

const LOADER_NAME = 'ldlinux.sys';
/** The menu of isolinux under the name that syslinux looks for. */
const MENU_NAME = 'syslinux.cfg';
const MENU = 'INCLUDE isolinux.cfg\n';

/** The loader of syslinux among the files of a stick: what is in it depends on where it lies. */
export interface AddedSyslinux {
  /** Of the volume, once the loader is placed. */
  readonly bootSector: Uint8Array | undefined;
  place(rows: StickRows, volume: { byteOf(row: number): number }): void;
}

/** Puts loader and menu into the folder of isolinux; a menu that is there already stays, a loader of another place does not. */
export function addSyslinux(
  { tree, added, changed }: Pick<StickBuild, 'tree' | 'added'> & { readonly changed: Map<number, AddedFile> },
  { parts, folder }: NonNullable<StickBios['syslinux']>,
): AddedSyslinux {
  const bytes = parts.loader.slice();
  const home = folderAt(added, folder);
  const path = `${folder === '/' ? '' : folder}/${LOADER_NAME}`;
  const there = findFile(tree, path);
  if (there === undefined) home.put(LOADER_NAME, madeFile(bytes));
  else changed.set(there, madeFile(bytes));
  home.put(MENU_NAME, madeFile(Buffer.from(MENU)));
  let bootSector: Uint8Array | undefined;
  return {
    get bootSector() {
      return bootSector;
    },
    place(rows, volume) {
      const moved = movedSyslinux(parts, volume.byteOf(rowAt(rows, path)) / FAT_SECTOR_BYTES);
      bytes.set(moved.loader);
      bootSector = moved.bootSector;
    },
  };
}

function folderAt(added: AddedFolder, path: string): AddedFolder {
  return path
    .split('/')
    .filter(Boolean)
    .reduce((into, name) => present(into.folder(name)), added);
}

function rowAt(rows: StickRows, path: string): number {
  const wanted = path.toLowerCase();
  for (let row = 0; row < rows.count; row++) if (rows.pathOf(row).toLowerCase() === wanted) return row;
  throw new RangeError(path);
}
