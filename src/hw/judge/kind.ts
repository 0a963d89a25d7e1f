import type { DriveKind } from '../../engine/contract/ports/drive.ts';
import type { BlockFacts } from '../facts.ts';

/** SCSI device type 5 is a CD/DVD/BD drive (SPC-4, table 138). */
const SCSI_OPTICAL = '5';

export function kindOf(block: BlockFacts): DriveKind {
  if (block.loop) return 'loop';
  if (/^sr\d/.test(block.name) || block.device.type === SCSI_OPTICAL || block.udev?.ID_CDROM)
    return 'optical';
  if (/^fd\d/.test(block.name)) return 'floppy';
  if (/^(sd[a-z]|nvme\d|vd[a-z]|xvd[a-z]|hd[a-z]|mmcblk\d)/.test(block.name)) return 'disk';
  return 'other';
}

/**
 * Is it a thing of its own that a person would call a drive? Not: partitions, what is built on drives (dm, md),
 * a loop or network device with nothing behind it, boot areas of eMMC, hidden paths of NVMe.
 */
export function isDrive(block: BlockFacts): boolean {
  if (block.partition || block.hidden) return false;
  if (/^(ram|zram|dm-|md|bcache|zd|mtdblock|drbd)\d*/.test(block.name)) return false;
  if (/^mmcblk\d+(boot\d|rpmb|gp\d)/.test(block.name)) return false;
  if (/^loop\d/.test(block.name)) return block.loop !== undefined;
  return block.sizeBytes > 0 || !/^(nbd|fd)\d/.test(block.name);
}

/**
 * Is there something in the slot? A card reader without a card has size 0. An empty CD drive keeps a stale size;
 * udev's word counts then. Without udev only opening it would tell (ENOMEDIUM).
 */
export function hasMedium(block: BlockFacts): boolean {
  if (block.sizeBytes === 0) return false;
  if (kindOf(block) === 'optical' && block.udev) return block.udev.ID_CDROM_MEDIA === '1';
  return true;
}
