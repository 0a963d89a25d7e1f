import type { BootNote, ProfileId } from '../../contract/events/boot-facts.ts';
import type { Tree } from '../tree/tree.ts';
import { type BiosFinding, findBios } from './find-bios.ts';
import { type EfiFinding, findEfi } from './find-efi.ts';
import { type ExpectedVolume, expectedVolume } from './live-label.ts';
import type { NodeReader } from './node-reader.ts';
import { type Profile, profileOf } from './profiles.ts';

/** What a folder is, and what firmware will find to start in it. */
export interface Recognised {
  readonly profile: ProfileId;
  readonly bios?: BiosFinding | undefined;
  readonly efi?: EfiFinding | undefined;
  readonly volume: ExpectedVolume;
  readonly notes: readonly BootNote[];
}

/** Reads names, boot menus and the heads of boot images; formats and places follow from it. */
export async function recognise(tree: Tree, read: NodeReader): Promise<Recognised> {
  const profile = profileOf(tree);
  const bios = await findBios(tree, read);
  const { found, unusable } = await findEfi(tree, read);
  // Windows' loader looks for the rest beside itself: it starts from its own image only.
  const efi = profile?.id === 'windows' && found?.kind === 'folder' ? undefined : found;
  const volume = bios || efi || profile ? await expectedVolume(tree, read) : { labels: [] };
  const notes: BootNote[] = [
    ...unusable.map((node): BootNote => ({ code: 'efi-image-unusable', about: tree.pathOf(node) })),
    ...missing(profile, bios, efi),
  ];
  return { profile: profile?.id ?? generalProfile(bios, efi), bios, efi, volume, notes };
}

function generalProfile(bios: BiosFinding | undefined, efi: EfiFinding | undefined): ProfileId {
  if (bios?.loader.kind === 'floppy') return 'floppy';
  if (bios?.loader.kind === 'isolinux') return 'isolinux';
  if (bios) return 'grub';
  return efi ? 'efi' : 'data';
}

/** Such a medium had an image that this folder lacks: often it lay outside the tree of the medium it came from. */
function missing(
  profile: Profile | undefined,
  bios: BiosFinding | undefined,
  efi: EfiFinding | undefined,
): BootNote[] {
  const notes: BootNote[] = [];
  if (!profile) return notes;
  const { bios: biosPath, efi: efiPath } = profile.starts;
  if (biosPath && !bios) notes.push({ code: 'bios-image-missing', about: biosPath, also: profile.id });
  if (efiPath && !efi) notes.push({ code: 'efi-image-missing', about: efiPath, also: profile.id });
  if (efiPath && efi?.kind === 'folder' && profile.id !== 'systemd-boot')
    notes.push({ code: 'efi-image-rebuilt', about: efiPath });
  return notes;
}
