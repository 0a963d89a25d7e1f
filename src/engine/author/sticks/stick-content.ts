import type { BootNote } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import type { AuthoredSource } from '../../contract/plan/plan.ts';
import { type DiskIds, diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { AuthorProgress } from '../plan/author-progress.ts';
import { fileSeconds, volumeSeconds } from '../plan/plan-folder.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { type AddedSyslinux, addSyslinux } from './added-syslinux.ts';
import { type Persistence, persistenceOf } from './persistence.ts';
import { type StickBios, stickBios } from './stick-bios.ts';
import { type StickBoot, stickBoot } from './stick-boot.ts';
import { buildStick } from './stick-builder.ts';
import { stickLabel } from './stick-label.ts';
import { changedMenus, wishedEfiMenus } from './stick-menus.ts';
import type { StickRows } from './stick-rows.ts';
import type { StickSource } from './stick-source.ts';
import type { StickParting } from './stick-table.ts';
import type { WindowsFiles } from './windows/windows-files.ts';

/** What a stick holds, before it is known how large anything is: files as FAT can hold them, and whatever starts them. */
export interface StickContent {
  readonly rows: StickRows;
  readonly label: string;
  readonly ids: DiskIds;
  /** Unix seconds, of the newest file. */
  readonly seconds: number;
  readonly boot: StickBoot;
  readonly bios?: StickBios | undefined;
  readonly loader?: AddedSyslinux | undefined;
  readonly kept?: Persistence | undefined;
  readonly losses: readonly Loss[];
  readonly notes: readonly BootNote[];
}

/** How it is to be laid out. */
interface StickWish {
  readonly parting: StickParting;
  readonly mostFileBytes: number;
  /** Otherwise it may be that of a stick that is there. */
  readonly isLabelAsked: boolean;
}

/** @throws Failure `files-unfit`, `usage`, and those of the source */
export async function stickContent(
  source: StickSource,
  windows: WindowsFiles,
  options: AuthoredSource['author'],
  { parting, mostFileBytes, isLabelAsked }: StickWish,
  { signal, onEntries }: AuthorProgress,
): Promise<StickContent> {
  const { tree, content } = source;
  const read = nodeReader(tree, content);
  const boot = await stickBoot(source, read);
  const { found } = boot;
  // When a plan is made says nothing of its files: a later `verify` plans the same stick.
  const seconds = volumeSeconds(tree, { ...options, madeAt: undefined });
  const ids = diskIds(source.label, seconds);
  const labelled = (asked: string | undefined) =>
    stickLabel(parting.volume, asked, source.label, found.volume, ids.fatSerial);
  const { label, wish, notes } = labelled(options.label);
  const usual = isLabelAsked ? label : labelled(undefined).label;
  const named: BootNote[] = usual === label ? [] : [{ code: 'label-there', about: label, also: usual }];
  const kept = options.persistence === undefined ? undefined : await persistenceOf(tree, read, found);
  const wished = { ...wish, keeping: kept?.family };
  const changed = await changedMenus(tree, read, wished);
  const added = await wishedEfiMenus(boot.efi, wished);
  added.putAll(windows.added);
  const started = await stickBios({ asked: options.bios ?? 'auto', parting, tree, read, found });
  const { bios } = started;
  const loader = bios?.syslinux && addSyslinux({ tree, added, changed }, bios.syslinux);
  const secondsOf = fileSeconds(tree, options);
  const { hidden } = windows;
  const building = buildStick({ tree, added, changed, hidden, secondsOf, mostFileBytes });
  const working = inTurns(building, signal);
  const { rows, losses, copiedLinks } = await telling(() => onEntries(tree.count), working);
  const links: BootNote[] = copiedLinks > 0 ? [{ code: 'links-copied', about: String(copiedLinks) }] : [];
  const allNotes = [...notes, ...named, ...windows.notes, ...links, ...started.notes];
  return {
    rows,
    label,
    ids,
    seconds,
    boot: { ...boot, efi: added },
    bios,
    loader,
    kept,
    losses,
    notes: allNotes,
  };
}
