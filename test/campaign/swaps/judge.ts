import { readFileSync, statSync } from 'node:fs';
import type { TargetReport } from '../../../src/engine/contract/events/report.ts';
import { sha256Of } from './bytes.ts';
import type { Played } from './play.ts';
import type { Setting } from './setting.ts';

// What is wrong about the end of a trial. The program's words are held against what the files are, found out without it.

const BLOCK_BYTES = 4096;

/** Nothing when all is well. */
export async function judge(played: Played): Promise<string[]> {
  const { set, told } = played;
  const touched = set.stage.touched().map((name) => `${name} was not confirmed and is not what it was`);
  if (told.isHung) return [...touched, 'it did not come to an end'];
  if (set.swap.thing === 'nothing' && told.exitCode !== 0) return ['nothing was changed, and it failed'];
  return [...touched, ...(await claims(played))];
}

function claims(played: Played): Promise<string[]> | string[] {
  switch (played.set.swap.job) {
    case 'make':
      return madeImage(played);
    case 'extract':
      return [];
    case 'undo':
      return undone(played);
    case 'verify':
    case 'verify a receipt':
      return compared(played);
    default:
      return written(played);
  }
}

/** A target that is called proved holds what the report says, that is what was confirmed, and its name leads to it. */
async function written({ set, told, isReadBack }: Played): Promise<string[]> {
  const [target] = told.done?.report.targets ?? [];
  const sourceSha256 = told.done?.report.source?.sha256;
  const wrong = receiptWrong(set, sourceSha256);
  if (!target?.ok || target.state !== 'proved')
    return told.exitCode === 0 ? ['exit 0 without a proof'] : wrong;
  if (target.mappedBytes !== undefined) return [...wrong, ...mappedWrong(set)];
  const found = await sha256Of(set.held.itself, told.done?.report.source?.sizeBytes);
  // A target that is changed after it was looked at is beyond any program.
  const isBeyond = set.swap.thing === 'target' && isReadBack;
  if (found !== target.sha256 && !isBeyond)
    wrong.push('called proved, and holds other bytes than its SHA-256');
  if (target.sha256 !== sourceSha256) wrong.push('source and target have two SHA-256');
  if (target.sha256 !== set.sha256 && !set.swap.isUntold) wrong.push('proved, but not what was confirmed');
  return [...wrong, ...nameWrong(set, target)];
}

function nameWrong({ swap, held }: Setting, { path }: TargetReport): string[] {
  if (swap.onLoop || held.isNamed()) return [];
  return [`called proved, and ${path.split('/').at(-1)} is another file by now`];
}

/** Where a block map spares writes: every block of the image that holds anything is on the target. */
function mappedWrong({ held, image }: Setting): string[] {
  const found = readFileSync(held.itself);
  for (let at = 0; at < image.length; at += BLOCK_BYTES) {
    const wanted = image.subarray(at, at + BLOCK_BYTES);
    const isNeeded = wanted.some((byte) => byte !== 0);
    if (isNeeded && Buffer.compare(wanted, found.subarray(at, at + wanted.length)) !== 0)
      return ['called proved by a block map, and holds other bytes than the image'];
  }
  return [];
}

/** A receipt that was written speaks of what was hashed. */
function receiptWrong({ stage }: Setting, sha256: string | undefined): string[] {
  const path = stage.path('receipt.json');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return [];
  const text = readFileSync(path, 'utf8');
  if (!text.includes('isowright-receipt')) return [];
  const said = (JSON.parse(text) as { source: { sha256: string } }).source.sha256;
  return said === sha256 ? [] : ['the receipt has another SHA-256 than the report'];
}

/** «Equal» is said of a target that holds the image that was named. */
async function compared({ set, told }: Played): Promise<string[]> {
  if (told.exitCode !== 0) return [];
  const found = await sha256Of(set.held.itself, set.imageBytes);
  if (found === set.sha256) return [];
  return ['called equal, and differs from what was named'];
}

async function madeImage({ set, told }: Played): Promise<string[]> {
  if (told.exitCode !== 0) return [];
  const { image, losses = [] } = told.done?.report ?? {};
  const place = `${set.held.itself}/out.iso`;
  const wrong: string[] = [];
  const found = await sha256Of(place);
  if (found !== image?.sha256) wrong.push('the folder that was named does not hold the image');
  const isSaid = losses.some(({ reason }) => reason === 'changed-meanwhile');
  if (image?.sha256 !== set.sha256 && !isSaid) wrong.push('made, but not of what was there when it began');
  if (!set.held.isNamed()) wrong.push('the folder that was named is another one by now, and nobody says so');
  return wrong;
}

/** «Everything is as before» is true. */
async function undone({ set, told }: Played): Promise<string[]> {
  const [first] = told.done?.report.undone ?? [];
  if (told.exitCode !== 0 || !first || first.state === 'partly') return [];
  const found = await sha256Of(set.held.itself);
  const wrong = found === set.before ? [] : [`undone (${first.state}), and the target is not as before`];
  if (!set.swap.onLoop && !set.held.isNamed())
    wrong.push('undone, and the name leads to another file by now');
  return wrong;
}

/** How it ended, in a few words. */
export function endingOf({ told, isReached }: Played): string {
  if (!isReached) return `over before: exit ${told.exitCode}, ${told.text.slice(-300)}`;
  if (told.isHung) return 'no end';
  const failure =
    told.done?.report.failure?.code ?? told.done?.report.targets?.find((one) => one.failure)?.failure?.code;
  if (told.exitCode === 0) return told.done?.outcome === 'done-unverified' ? 'exit 0, unverified' : 'exit 0';
  return `exit ${told.exitCode}${failure ? ` \`${failure}\`` : ''}`;
}
