import type { BlockFacts, DiskHint, LsblkRow } from '../facts.ts';
import { unescapeHex } from '../linux/udev.ts';

/** How a drive is attached, from the buses on its way and then from what tools say; '' when unknown. */
export function transportOf(block: BlockFacts, row: LsblkRow = {}, hint?: DiskHint): string {
  const way = block.sysPath;
  if (block.loop || /^loop\d/.test(block.name)) return 'loop';
  if (/\/usb\d+\//.test(way)) return 'usb';
  if (/\/mmc_host\//.test(way)) return 'mmc';
  if (/\/memstick\d*\//.test(way)) return 'memstick';
  if (/\/fw\d+(\.\d+)?\//.test(way)) return 'ieee1394';
  if (/\/nvme\d*|\/nvme\//.test(way)) return 'nvme';
  if (/\/virtio\d+\/block\//.test(way)) return 'virtio';
  if (/\/ata\d+\//.test(way)) return block.udev?.ID_ATA_SATA === '1' ? 'sata' : (text(row.tran) ?? 'ata');
  return text(row.tran) ?? (/\/target\d+:/.test(way) ? 'scsi' : (hint?.transport.toLowerCase() ?? ''));
}

/** Can it be taken out: told so, or on a bus for things that come and go (many USB drives say `removable` 0). */
export function isRemovable(block: BlockFacts, transport: string): boolean {
  if (block.removable) return true;
  if (transport === 'mmc') return block.device.type !== 'MMC';
  return ['usb', 'memstick', 'ieee1394'].includes(transport);
}

/** The serial to show and to expect later: only from the kernel and udev, so that it is the same each time. */
export function serialOf(block: BlockFacts): string {
  return serialsOf(block)[0] ?? '';
}

/** Every serial this drive answers to: a USB enclosure has one, the drive in it another. */
export function serialsOf(block: BlockFacts): string[] {
  const { udev = {}, usb = {}, device } = block;
  const all = [udev.ID_SCSI_SERIAL, udev.ID_SERIAL_SHORT, device.serial, device.unitSerial, usb.serial];
  return [...new Set(all.flatMap((serial) => serial?.trim() || []))];
}

/** A loop device is known by its file. The kernel says `/` for one whose mount is gone, and marks one that was deleted. */
export function modelOf(block: BlockFacts, row: LsblkRow = {}, hint?: DiskHint): string {
  if (block.loop) return loopFile(block.loop.backingFile);
  const own = encodedModel(block) ?? block.device.model ?? block.device.name ?? block.usb?.product;
  return own ?? text(row.model) ?? hint?.model ?? '';
}

/** With its blanks and letters, and longer than the 16 characters of SCSI that the kernel shows of it. */
function encodedModel({ udev }: BlockFacts): string | undefined {
  const model = unescapeHex(udev?.ID_MODEL_ENC ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return model === '' ? undefined : model;
}

function loopFile(path: string): string {
  if (path === '/' || path === '') return '(deleted)';
  const [, deleted] = /^(.+) \(deleted\)$/.exec(path) ?? [];
  return deleted === undefined ? path : `${deleted} (deleted)`;
}

/** `ATA` is a bus, no maker. */
export function vendorOf(block: BlockFacts, row: LsblkRow = {}, hint?: DiskHint): string | undefined {
  const candidates = [block.device.vendor, text(row.vendor), block.usb?.manufacturer, hint?.vendor];
  return candidates.find((vendor) => vendor && vendor !== 'ATA' && !/^0x/.test(vendor));
}

export function wwnOf(block: BlockFacts, row: LsblkRow = {}): string | undefined {
  return (block.udev?.ID_WWN ?? text(row.wwn) ?? block.device.wwid)?.replace(/\s+/g, ' ');
}

/** File system by udev, by lsblk, or by our own look; '' when none. */
export function fsTypeOf(block: BlockFacts, row: LsblkRow = {}): string {
  return block.udev?.ID_FS_TYPE ?? text(row.fstype) ?? block.probed?.TYPE ?? '';
}

/** Of the file system on it; '' when none is known. */
export function uuidOf(block: BlockFacts, row: LsblkRow = {}): string {
  return block.udev?.ID_FS_UUID ?? text(row.uuid) ?? block.probed?.UUID ?? '';
}

export function labelOf(block: BlockFacts, row: LsblkRow = {}): string {
  const { udev = {} } = block;
  const told = udev.ID_FS_LABEL_ENC ? unescapeHex(udev.ID_FS_LABEL_ENC).trim() : udev.ID_FS_LABEL;
  return told ?? text(row.label) ?? block.probed?.LABEL ?? '';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
