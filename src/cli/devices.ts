import type { Drive } from '../engine/ports/drive.ts';
import { cleanText } from '../engine/words/clean.ts';
import { sizeText } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';

/** `isowright devices`: drives and discs, with the reason why one is refused. */
export async function devices({ json }: CommonOptions, face: Face): Promise<number> {
  const drives = await face.machine.listDrives();
  face.out(json ? `${JSON.stringify({ devices: drives }, undefined, 2)}\n` : table(drives));
  return 0;
}

function table(drives: readonly Drive[]): string {
  const offered = drives.filter(({ refusals }) => refusals.length === 0);
  const refused = drives.filter(({ refusals }) => refusals.length > 0);
  const lines = [
    ...(offered.length > 0 ? offered.flatMap(describe) : ['No drive can be written to now.']),
    ...(refused.length > 0 ? ['', 'Not offered', ...refused.flatMap(describe)] : []),
  ];
  return `${lines.map(cleanText).join('\n')}\n`;
}

function describe(drive: Drive): string[] {
  const { path, model, sizeBytes, transport, serial, parts, refusals, warnings } = drive;
  const about = [
    path.padEnd(14),
    sizeText(sizeBytes).padStart(10),
    (transport || drive.kind).padEnd(7),
    model,
    serial && `(${serial})`,
  ];
  return [
    about.filter(Boolean).join('  '),
    ...parts.filter(({ label, fsType }) => label || fsType).map(describePart),
    ...refusals.map(({ text }) => `    refused: ${text}`),
    ...warnings.map(({ text }) => `    note: ${text}`),
  ];
}

function describePart({ path, label, fsType, mounts }: Drive['parts'][number]): string {
  const where = mounts.length > 0 ? ` at ${mounts.join(', ')}` : '';
  return `    ${path}  ${[fsType, label].filter(Boolean).join(' ')}${where}`;
}
