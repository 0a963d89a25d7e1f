import { type Drive, type DrivePart, mountsOf } from '../../engine/contract/ports/drive.ts';
import { cleanText } from '../../words/clean.ts';
import { driveContentText } from '../../words/drive-content.ts';
import { t } from '../../words/language.ts';
import { bothSizesText, sizeText } from '../../words/sizes.ts';

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
  if (clean === '') return maker || t().screens.drive.unnamed(kind);
  return maker !== '' && !clean.toLowerCase().startsWith(maker.toLowerCase()) ? `${maker} ${clean}` : clean;
}

/** The end of a serial number: what two sticks of one kind differ in. */
export function serialTail({ serial }: Drive, dots: string): string {
  const clean = cleanText(serial).trim();
  if (clean === '') return t().screens.drive.noSerial;
  return clean.length <= 6 ? clean : dots + clean.slice(-4);
}

/** `KEYS (vfat, 3.1 GiB used)`, several joined; of a drive without parts, what else is known. */
export function contentText({ parts, content }: Drive): string {
  return parts.length === 0 ? driveContentText(content) : parts.map(partText).join(', ');
}

/** The same with what must not be missed: something of it is in use as a folder now. */
export function lostText(drive: Drive): string {
  const content = contentText(drive);
  return mountsOf(drive).length === 0 ? content : `${t().screens.drive.mounted}  ${content}`;
}

function partText({ label, fsType, usedBytes, path }: DrivePart): string {
  const name = label || path.split('/').at(-1) || path;
  const facts = [
    fsType || t().screens.drive.unknown,
    ...(usedBytes === undefined ? [] : [t().screens.drive.used(sizeText(usedBytes))]),
  ];
  return cleanText(`${name} (${facts.join(', ')})`);
}

/** Everything that tells this drive from another one: label and text. */
export function identityRows(drive: Drive): (readonly [label: string, text: string])[] {
  const [id] = drive.ids;
  const labels = t().screens.drive;
  return [
    [labels.drive, `${drive.name}  ${modelText(drive)}  ${busText(drive)}`],
    [labels.size, bothSizesText(drive.sizeBytes)],
    [labels.serial, cleanText(drive.serial) || labels.none],
    ...(id === undefined ? [] : [[labels.id, cleanText(id).replace('/dev/disk/by-id/', '')] as const]),
  ];
}

/** One line for a drive that was chosen; `nameColumns` where several stand below each other. */
export function driveLine(drive: Drive, dots: string, nameColumns = 0): string {
  return `${drive.name.padEnd(nameColumns)}  ${modelText(drive)}  ${serialTail(drive, dots)}  ${sizeText(drive.sizeBytes)}`;
}
