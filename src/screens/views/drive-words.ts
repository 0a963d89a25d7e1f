import type { Drive, DrivePart } from '../../engine/ports/drive.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { bothSizesText, sizeText } from '../../engine/words/sizes.ts';

const BUS: { readonly [transport: string]: string } = {
  usb: 'USB',
  nvme: 'NVMe',
  sata: 'SATA',
  ata: 'ATA',
  mmc: 'SD/MMC',
  scsi: 'SCSI',
};

export function busText({ transport, kind }: Drive): string {
  return BUS[transport] ?? (transport || kind);
}

/** Vendor and model, as printed on it where the drive knows. */
export function modelText({ vendor = '', model, kind }: Drive): string {
  const clean = cleanText(model).trim();
  const maker = cleanText(vendor).trim();
  if (clean === '') return maker || `unnamed ${kind}`;
  return maker !== '' && !clean.toLowerCase().startsWith(maker.toLowerCase()) ? `${maker} ${clean}` : clean;
}

/** The end of a serial number: what two sticks of one kind differ in. */
export function serialTail({ serial }: Drive, dots: string): string {
  const clean = cleanText(serial).trim();
  if (clean === '') return 'no serial';
  return clean.length <= 6 ? clean : dots + clean.slice(-4);
}

/** `KEYS (vfat, 3.1 GiB used)`, several joined; `empty` for a drive without anything on it. */
export function contentText({ parts }: Drive): string {
  return parts.length === 0 ? 'empty' : parts.map(partText).join(', ');
}

function partText({ label, fsType, usedBytes, path }: DrivePart): string {
  const name = label || path.split('/').at(-1) || path;
  const facts = [fsType || 'unknown', ...(usedBytes === undefined ? [] : [`${sizeText(usedBytes)} used`])];
  return cleanText(`${name} (${facts.join(', ')})`);
}

/** Everything that tells this drive from another one: label and text. */
export function identityRows(drive: Drive): (readonly [label: string, text: string])[] {
  const [id] = drive.ids;
  return [
    ['drive', `${drive.name}  ${modelText(drive)}  ${busText(drive)}`],
    ['size', bothSizesText(drive.sizeBytes)],
    ['serial', cleanText(drive.serial) || 'none'],
    ...(id === undefined ? [] : [['id', cleanText(id).replace('/dev/disk/by-id/', '')] as const]),
  ];
}

/** One line for a drive that was chosen; `nameColumns` where several stand below each other. */
export function driveLine(drive: Drive, dots: string, nameColumns = 0): string {
  return `${drive.name.padEnd(nameColumns)}  ${modelText(drive)}  ${serialTail(drive, dots)}  ${sizeText(drive.sizeBytes)}`;
}
