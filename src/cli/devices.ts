import type { Drive } from '../engine/contract/ports/drive.ts';
import { driveContentText } from '../words/drive-content.ts';
import { t } from '../words/language.ts';
import { refusalText, toldDrive, warningText } from '../words/refusals.ts';
import { sizeText } from '../words/sizes.ts';
import type { Face } from './face.ts';
import type { CommonOptions, Given } from './given.ts';
import { tell, tellJson } from './tell.ts';

/** `isowright devices`: drives and discs, with the reason why one is refused. */
export async function devices({ json, names }: CommonOptions & Given<'names'>, face: Face): Promise<number> {
  const drives = await face.machine.listDrives();
  if (names) tell(face.out, ...drives.filter(isOffered).map(nameLine));
  else if (json) tellJson(face.out, { devices: drives.map(toldDrive) }, 2);
  else tell(face.out, ...table(drives));
  return 0;
}

const isOffered = ({ refusals }: Drive) => refusals.length === 0;

/** `/dev/sdb  SanDisk Ultra 28.6 GiB` */
function nameLine({ path, model, sizeBytes }: Drive): string {
  return `${path}  ${`${model} ${sizeText(sizeBytes)}`.trim()}`;
}

function table(drives: readonly Drive[]): string[] {
  const offered = drives.filter(isOffered);
  const refused = drives.filter(({ refusals }) => refusals.length > 0);
  return [
    ...(offered.length > 0 ? offered.flatMap(describe) : [t().cli.drives.noneOffered]),
    ...(refused.length > 0 ? ['', t().cli.drives.notOffered, ...refused.flatMap(describe)] : []),
  ];
}

function describe(drive: Drive): string[] {
  const { path, model, sizeBytes, transport, serial, parts, content, refusals, warnings } = drive;
  const isSaid = warnings.some(({ code }) => code === 'not-empty');
  const about = [
    path.padEnd(14),
    sizeText(sizeBytes).padStart(10),
    (transport || drive.kind).padEnd(7),
    model,
    serial && `(${serial})`,
  ];
  return [
    about.filter(Boolean).join('  '),
    ...(content === undefined || isSaid ? [] : [`    ${driveContentText(content)}`]),
    ...parts.filter(({ label, fsType }) => label || fsType).map(describePart),
    ...refusals.map((refusal) => `    ${t().cli.drives.refused(refusalText(refusal))}`),
    ...warnings.map((warning) => `    ${t().cli.drives.note(warningText(warning))}`),
  ];
}

function describePart({ path, label, fsType, mounts }: Drive['parts'][number]): string {
  const part = `    ${path}  ${[fsType, label].filter(Boolean).join(' ')}`;
  return mounts.length > 0 ? t().cli.drives.partAt(part, mounts.join(', ')) : part;
}
