import { grubBootCode, placedCore } from '../../bytes/formats/grub/boot-image.ts';
import { BLOCK_BYTES } from '../../bytes/formats/mbr/mbr.ts';
import { syslinuxVersion } from '../../bytes/formats/syslinux/patch-area.ts';
import type { BootFacts, BootNote } from '../../contract/events/boot-facts.ts';
import type { BiosObstacle } from '../../contract/failure/bios-obstacle.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import type { BiosFinding } from '../boot/find-bios.ts';
import type { NodeReader } from '../boot/node-reader.ts';
import type { Recognised } from '../boot/recognise.ts';
import type { Tree } from '../tree/tree.ts';
import { findFile } from '../tree/tree-lookup.ts';
import { grubImage, grubPart, hostGrub } from './host-grub.ts';
import { type HostSyslinux, hostCoreModule, hostSyslinux } from './host-syslinux.ts';
import { menuForGrub } from './menu-for-grub.ts';
import { coreByteOn, type StickParting, VOLUME_BYTE } from './stick-table.ts';

/** What a BIOS starts from a stick: in its first sectors, or from its volume. */
export interface StickBios {
  readonly loader: 'grub' | 'syslinux';
  /** For the first sector. */
  readonly code: Uint8Array;
  /** GRUB behind it. */
  readonly core?: Uint8Array;
  readonly syslinux?: HostSyslinux & { readonly folder: string };
  readonly facts: NonNullable<BootFacts['bios']>;
}

export interface BiosWish {
  readonly asked: 'auto' | NonNullable<AuthorOptions['bios']>;
  readonly parting: StickParting;
  readonly tree: Tree;
  readonly read: NodeReader;
  readonly found: Pick<Recognised, 'bios' | 'profile'>;
}

/** Why a BIOS will not start it. */
type Obstacle = BootNote & { readonly code: BiosObstacle };
type Tried = StickBios | Obstacle;

/** Enough of a loader to find its version in it. */
const MOST_LOADER_BYTES = 1 << 20;

/**
 * What starts a stick by BIOS, of what this machine has: nothing of others is part of this program.
 *
 * @throws Failure `usage` where a loader that was asked for is not possible
 */
export async function stickBios(
  wish: BiosWish,
): Promise<{ readonly bios?: StickBios; readonly notes: readonly BootNote[] }> {
  const { asked, found, parting } = wish;
  // What UEFI starts from exFAT is said elsewhere: nothing.
  const isUefi = parting.volume !== 'exfat';
  if (asked === 'none') return { notes: isUefi ? [{ code: 'stick-uefi-only' }] : [] };
  const tried: Obstacle[] = [];
  for (const { loader, attempt } of ATTEMPTS) {
    if (asked !== 'auto' && asked !== loader) continue;
    const result = obstacleFor(found, parting) ?? (await attempt(wish));
    if ('loader' in result)
      return { bios: result, notes: [{ code: `stick-bios-${result.loader}`, about: result.facts.path }] };
    tried.push(result);
  }
  const why = tried.find((one) => one !== NO_MENU) ?? NO_MENU;
  if (asked === 'auto') return { notes: isUefi ? [why] : [] };
  const { code, about = '', also = '' } = why;
  throw usageRefused({ reason: 'bios-unfit', loader: asked, code, about, also });
}

const NO_MENU: Obstacle = { code: 'stick-bios-no-menu' };

/** Of any loader: Windows has its own, and all of them count in blocks of 512 bytes. */
function obstacleFor({ profile }: BiosWish['found'], { blockBytes }: StickParting): Obstacle | undefined {
  if (profile === 'windows') return NO_MENU;
  return blockBytes === BLOCK_BYTES ? undefined : { code: 'stick-bios-sectors', about: String(blockBytes) };
}

const ATTEMPTS = [
  { loader: 'grub', attempt: byGrub },
  { loader: 'syslinux', attempt: bySyslinux },
] as const;

async function byGrub({ tree, read, parting: { kind } }: BiosWish): Promise<Tried> {
  const menu = await menuForGrub(tree, read);
  if (!menu) return NO_MENU;
  const host = hostGrub('i386-pc');
  const bootImage = host && (await grubPart(host, 'boot.img'));
  if (!host || bootImage?.length !== BLOCK_BYTES)
    return { code: 'stick-bios-missing', about: 'GRUB', also: 'grub' };
  const partition = kind === 'gpt' ? '(,gpt1)' : '(,msdos1)';
  const core = await grubImage(host, `${partition}${menu.prefix}`, `normal ${quoted(menu.path)}\n`);
  if (!core) return { code: 'stick-bios-failed', about: host.program };
  const coreBlock = coreByteOn(kind) / BLOCK_BYTES;
  const placed = placedCore(core, coreBlock);
  if (coreByteOn(kind) + placed.length > VOLUME_BYTE)
    return { code: 'stick-bios-failed', about: host.program };
  const facts = { loader: 'grub', path: menu.path, emulation: 'none' } as const;
  return { loader: 'grub', code: grubBootCode(bootImage, coreBlock), core: placed, facts };
}

/** GRUB's words: nothing between single quotes is special. */
function quoted(path: string): string {
  return `'${path}'`;
}

async function bySyslinux({ tree, read, parting, found }: BiosWish): Promise<Tried> {
  if (found.bios?.loader.kind !== 'isolinux') return NO_MENU;
  if (parting.kind === 'gpt') return { code: 'stick-bios-table' };
  if (parting.volume !== 'fat32') return { code: 'stick-bios-volume' };
  const path = tree.pathOf(found.bios.node);
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  const isMenuThere = ['isolinux.cfg', 'syslinux.cfg'].some((name) => findFile(tree, `${folder}/${name}`));
  if (!isMenuThere) return NO_MENU;
  const host = await hostSyslinux(folder);
  if (!host) return { code: 'stick-bios-missing', about: 'syslinux', also: 'syslinux' };
  const wrong = await otherVersion(host, found.bios, { tree, read, folder });
  if (wrong) return wrong;
  const facts = { loader: 'syslinux', path: folder, emulation: 'none' } as const;
  return { loader: 'syslinux', code: host.mbrCode, syslinux: { ...host, folder }, facts };
}

/** Loader and modules must be of one build: of others they know nothing. */
async function otherVersion(
  { version }: HostSyslinux,
  { node }: BiosFinding,
  { tree, read, folder }: Pick<BiosWish, 'tree' | 'read'> & { readonly folder: string },
): Promise<Obstacle | undefined> {
  const its = syslinuxVersion(await read.content(node, MOST_LOADER_BYTES), 'ISOLINUX');
  const modules = findFile(tree, `${folder}/ldlinux.c32`);
  const own = modules === undefined ? undefined : await read.content(modules, MOST_LOADER_BYTES);
  const host = await hostCoreModule();
  const isSameBuild = its === version || (own !== undefined && host !== undefined && areEqual(own, host));
  return isSameBuild ? undefined : { code: 'stick-bios-version', about: its ?? '?', also: version };
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
