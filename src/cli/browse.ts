import { isGrave, type LeftOut } from '../engine/contract/events/left-out.ts';
import { exitCodes } from '../engine/contract/failure/exit-codes.ts';
import { isImage, type Readable } from '../engine/contract/ports/image.ts';
import { inLargeBatches } from '../engine/read/browse/batches.ts';
import { entryText } from '../engine/read/browse/entry-text.ts';
import { type Extracted, extractBatches } from '../engine/read/browse/extract.ts';
import { entriesFrom, findEntry, isName } from '../engine/read/browse/find.ts';
import type { Volume } from '../engine/read/browse/volume.ts';
import {
  type BrokenFolder,
  type WalkedEntry,
  type WalkOptions,
  walkBatches,
} from '../engine/read/browse/walk.ts';
import { openListed } from '../engine/read/open/not-listed.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import { partitionPath } from '../engine/read/open/partition-path.ts';
import { sheetImage } from '../engine/read/open/sheet-image.ts';
import { codedText } from '../words/clean.ts';
import { inEnglish, t } from '../words/language.ts';
import { leftOutText } from '../words/left-out.ts';
import { countOf, sizeText } from '../words/sizes.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face, Outlook } from './face.ts';
import type { CommonOptions, Given } from './given.ts';
import { byPath, listedEntries, tellLines, timeText } from './list-lines.ts';
import { isDevice, openReadable } from './readable.ts';
import { stopBySignal } from './stop-by-signal.ts';
import { tell, tellJson } from './tell.ts';

/** `isowright ls IMAGE [PATH]`: everything below a path, sorted. */
export async function list(
  imagePath: string,
  inside: string | undefined,
  { json }: CommonOptions,
  face: Face,
): Promise<number> {
  return browsing(imagePath, face, async (entriesAt) => {
    await print(entriesAt(inside ?? '/'), json ?? false, face);
    return 0;
  });
}

async function print(
  batches: AsyncIterable<readonly WalkedEntry[]>,
  asJson: boolean,
  face: Face,
): Promise<void> {
  // Nothing is told of a medium that cannot be read to its end.
  if (!asJson) return tellLines(face.out, await listedEntries(batches));
  const found: WalkedEntry[] = [];
  for await (const some of batches) for (const walked of some) found.push(walked);
  tellJson(face.out, { entries: found.sort(byPath).map(jsonOf) }, 2);
}

type ExtractFlags = CommonOptions & Given<'directory' | 'forceFiles'>;

/** `isowright extract IMAGE [PATH…] -C DIR` */
export async function extractFiles(
  imagePath: string,
  inside: readonly string[],
  { directory = '.', forceFiles: force = false, json, dryRun }: ExtractFlags,
  face: Face,
): Promise<number> {
  const into = absolutePath(directory, face);
  const { signal, close } = stopBySignal(face);
  return browsing(imagePath, face, async (entriesAt, image, open) => {
    const failed: LeftOut[] = [];
    const onBroken = ({ path }: WalkedEntry, code: BrokenFolder): void =>
      void failed.push({ path: path === '' ? '/' : entryText(path), type: 'dir', code });
    async function* wanted(): AsyncGenerator<readonly WalkedEntry[]> {
      for (const path of outermost(inside.length > 0 ? inside : ['/']))
        yield* entriesAt(path, { marksTwins: true, onBroken, signal });
    }
    if (dryRun) {
      await print(wanted(), json ?? false, face);
      tellFailed(failed, face);
      return endOf(failed);
    }
    const options = { into, replace: force, open, failed, signal };
    const extracted = await extractBatches(image, inLargeBatches(wanted()), options);
    tellExtracted(extracted, into, json ?? false, face);
    return endOf(extracted.failed);
  }).finally(close);
}

function endOf(failed: readonly LeftOut[]): number {
  if (failed.some(isGrave)) return exitCodes.badSource;
  return failed.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Paths that lie in no other of them: what is named twice is taken out once. */
function outermost(paths: readonly string[]): string[] {
  const clean = [...new Set(paths.map((path) => `/${path.split('/').filter(isName).join('/')}`))];
  const all = new Set(clean);
  return clean.filter((path) => !aboveOf(path).some((above) => all.has(above)));
}

function aboveOf(path: string): string[] {
  const names = path.split('/').slice(1);
  return path === '/'
    ? []
    : ['/', ...names.slice(1).map((_, count) => `/${names.slice(0, count + 1).join('/')}`)];
}

function tellExtracted(
  { failed, skipped, entries, sizeBytes }: Extracted,
  into: string,
  asJson: boolean,
  face: Face,
): void {
  const { out, err } = face;
  const say = t().cli.files;
  for (const { path, type } of skipped) tell(err, say.skipped(codedText(path), type));
  tellFailed(failed, face);
  const withWords = inEnglish(() => failed.map((entry) => ({ ...entry, text: leftOutText(entry) })));
  if (asJson) tellJson(out, { entries, sizeBytes, skipped, failed: withWords, into }, 2);
  else tell(out, say.takenOut(countOf(entries, t().nouns.entry), sizeText(sizeBytes), into));
}

function tellFailed(failed: readonly LeftOut[], { err }: Face): void {
  const say = t().cli.files;
  for (const entry of failed) tell(err, say.failed(codedText(entry.path), leftOutText(entry)));
  if (failed.length > 0) tell(err, say.notTakenOut(countOf(failed.length, t().nouns.entryWas)));
}

type EntriesAt = (
  inside: string,
  how?: Pick<WalkOptions, 'marksTwins' | 'onBroken' | 'signal'>,
) => AsyncGenerator<readonly WalkedEntry[]>;

export interface Browsed extends Readable {
  close(): Promise<void>;
}

async function browsing(
  path: string,
  face: Face,
  work: (entriesAt: EntriesAt, image: Readable, open: Volume['open']) => Promise<number>,
): Promise<number> {
  const { imagePath, number } = await partitionPath(await sheetImage(absolutePath(path, face)));
  const image = await openBrowsed(path, imagePath, face);
  try {
    const { volume, image: part } = await openListed(image, imagePath, number);
    for (const note of volume.notes ?? []) tell(face.err, t().inspection.notes[note]);
    const entriesAt: EntriesAt = async function* (inside, how = {}) {
      const from = await findEntry(volume, inside, imagePath);
      yield* entriesFrom((folder) => walkBatches(volume, { imagePath, ...how }, folder), from);
    };
    return await work(entriesAt, part, (entry) => volume.open(entry));
  } finally {
    await image.close();
  }
}

/** A file, or a drive or partition as the system shows it. @throws Failure `usage` for what is packed */
export async function openBrowsed(path: string, imagePath: string, face: Outlook): Promise<Browsed> {
  if (await isDevice(imagePath)) {
    const { sizeBytes = 0, read, close } = await openReadable(imagePath, face);
    return { sizeBytes, read, close };
  }
  const source = await openSource(imagePath, { asDrive: true });
  if (isImage(source)) return source;
  await source.close();
  throw usageFailure(() => t().cli.files.compressed(path));
}

function jsonOf({ path, entry }: WalkedEntry): object {
  const { type, sizeBytes, permissions, userId, groupId, modifiedAtMs, target } = entry;
  return {
    path: entryText(path),
    type,
    sizeBytes,
    ...(permissions !== undefined && { mode: modeText(permissions), uid: userId, gid: groupId }),
    ...(modifiedAtMs !== undefined && { mtime: timeText(modifiedAtMs) }),
    ...(target !== undefined && { target: entryText(target) }),
  };
}

function modeText(permissions: number): string {
  return permissions.toString(8).padStart(4, '0');
}
