import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import type { Opener } from './container.ts';
import { openCso, openDax } from './cso/open-cso.ts';
import { openCcd } from './discs/open-ccd.ts';
import { openCue } from './discs/open-cue.ts';
import { openMds } from './discs/open-mds.ts';
import { openNrg } from './discs/open-nrg.ts';
import { openRawSectors } from './discs/open-raw-sectors.ts';
import { openDmg } from './dmg/open-dmg.ts';
import { openParallels } from './parallels/open-parallels.ts';
import { openQcow2 } from './qcow2/open-qcow2.ts';
import { openQed } from './qed/open-qed.ts';
import { openSimg } from './simg/open-simg.ts';
import { openVdi } from './vdi/open-vdi.ts';
import { openVhd } from './vhd/open-vhd.ts';
import { openVhdx } from './vhdx/open-vhdx.ts';
import { openVmdk } from './vmdk/open-vmdk.ts';

/** By the format that the table of magics calls it. */
const openers: Readonly<Record<string, Opener>> = {
  VHD: openVhd,
  VHDX: openVhdx,
  VMDK: openVmdk,
  VDI: openVdi,
  QED: openQed,
  Parallels: openParallels,
  CSO: openCso,
  ZSO: openCso,
  DAX: openDax,
  MDS: openMds,
  'Nero NRG': openNrg,
};

/** Texts that say where the tracks of a disc are. */
const sheets: Readonly<Record<string, Opener>> = { CUE: openCue, CCD: openCcd };

const byReason: { readonly [R in FoundFacts['reason']]?: Opener } = {
  qcow2: openQcow2,
  dmg: openDmg,
  'android-sparse': openSimg,
  'raw-sectors': openRawSectors,
};

/** What opens a file that was recognised; nothing for what is not read here. */
export function openerOf(found: FoundFacts): Opener | undefined {
  if (found.reason === 'text') return sheets[found.format];
  if (found.reason !== 'virtual-disk' && found.reason !== 'container') return byReason[found.reason];
  return Object.hasOwn(openers, found.format) ? openers[found.format] : undefined;
}
