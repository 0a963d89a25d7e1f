import { judgeImage } from '../engine/check/check-image.ts';
import type { Judged } from '../engine/check/image-view.ts';
import type { Judgement } from '../engine/contract/events/deviation.ts';
import type {
  Inspection,
  InspectionNote,
  TrackFacts,
  VolumeFacts,
} from '../engine/contract/events/inspection.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { inspectImage } from '../engine/read/inspect/inspect.ts';
import { audioDiscOf } from '../engine/read/open/audio-disc.ts';
import { inspectAudio } from '../engine/read/open/inspect-audio.ts';
import type { SourceNote } from '../engine/read/open/open-options.ts';
import { otherKind, withOtherKind } from '../engine/read/open/other-kind.ts';
import { partitionImage } from '../engine/read/open/partition-image.ts';
import { partitionPath } from '../engine/read/open/partition-path.ts';
import { sheetImage } from '../engine/read/open/sheet-image.ts';
import { forecastLines } from '../words/boot.ts';
import { deviationLines, deviationNote, judgementText } from '../words/deviations.ts';
import { toldInspection } from '../words/inspection.ts';
import { inEnglish, t } from '../words/language.ts';
import { secureBootLines } from '../words/secure-boot.ts';
import { sizeText } from '../words/sizes.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { volumeFactTexts } from '../words/volume-facts.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face, Outlook } from './face.ts';
import type { CommonOptions, Given } from './given.ts';
import { type OpenReadable, openReadable } from './readable.ts';
import { tell, tellJson } from './tell.ts';

/** What takes less than a second: so much is read, or fewer places than a disk finds in that time. */
const QUICK = { mostBytes: 6 << 20 } as const;

/**
 * `isowright inspect IMAGE`: what it is, read from its bytes, and where it is not as the standards say. Deviations are no failure: there is an
 * answer, and it was asked for.
 */
export async function inspect(
  given: string,
  { json, check }: CommonOptions & Given<'check'>,
  face: Face,
): Promise<number> {
  const found = await inspectionOf(given, face, check);
  if (json)
    tellJson(
      face.out,
      inEnglish(() => withDeviations(toldInspection(found))),
      2,
    );
  else tell(face.out, ...tableOf(given, toldInspection(found)));
  return 0;
}

/** What an image or a drive is, as facts. @throws Failure what opening it may throw */
export async function inspectionOf(given: string, face: Outlook, check?: boolean): Promise<Inspection> {
  const { imagePath: path, number } = isUrl(given)
    ? { imagePath: given }
    : await partitionPath(await sheetImage(absolutePath(given, face)));
  // What is no image is told, too: that is what is asked here.
  const notes: InspectionNote[] = [];
  const onNote = ({ facts }: SourceNote): void => {
    if (facts?.inContainer) notes.push({ code: 'container', inContainer: facts.inContainer });
  };
  const onTracks = (tracks: readonly TrackFacts[]): void =>
    void notes.push(...tracks.map((track) => ({ code: 'disc-track', track })));
  const whole = await openReadable(path, face, { raw: true, opensContainers: true, onNote, onTracks });
  if (whole.packed && whole.reachBytes === undefined)
    notes.unshift({ code: 'in-container', container: whole.packed });
  try {
    const image = number === undefined ? whole : await partOfWhole(whole, number, path);
    const inspected = (await soundIn(image, path)) ?? (await whatItIs(image, path));
    const standards = await judgeImage(check ? image : seenOf(image), check ? {} : QUICK);
    return { ...inspected, notes: [...notes, ...inspected.notes], ...(standards && { standards }) };
  } finally {
    await whole.close();
  }
}

/** @throws Failure `partition-choice`, `source-not-an-image` for what is only seen from its beginning */
async function partOfWhole(whole: OpenReadable, number: number, path: string): Promise<OpenReadable> {
  const { sizeBytes, reachBytes } = whole;
  if (sizeBytes === undefined || reachBytes !== undefined)
    throw usageFailure(() => t().cli.files.compressed(path));
  const part = await partitionImage({ sizeBytes, read: whole.read.bind(whole) }, number, path);
  return { ...part, close: () => whole.close() };
}

/** Of a file that can be read at any place, and is in nothing. */
async function soundIn(image: OpenReadable, path: string): Promise<Inspection | undefined> {
  const { sizeBytes, reachBytes, packed } = image;
  if (packed || sizeBytes === undefined || reachBytes !== undefined || isUrl(path)) return undefined;
  const tracks = await audioDiscOf({ sizeBytes, read: image.read.bind(image) }, path);
  return tracks && inspectAudio(tracks, sizeBytes);
}

/** An image, or what it is in the place of one. */
async function whatItIs(image: OpenReadable, path: string): Promise<Inspection> {
  const found = await inspectImage(image);
  return withOtherKind(found, await otherKind(image, { packing: image.compression, isPassing: isUrl(path) }));
}

/** Of what comes in order: what was unpacked already. */
function seenOf(image: Pick<OpenReadable, 'sizeBytes' | 'reachBytes' | 'seenBytes' | 'read'>): Judged {
  const { sizeBytes, seenBytes = image.reachBytes } = image;
  const reach = seenBytes === undefined ? {} : { reachBytes: seenBytes };
  return { sizeBytes, ...reach, read: (atByte, into) => image.read(atByte, into) };
}

/** For programs: each deviation is a note. */
function withDeviations({ standards, notes, ...found }: Inspection): object {
  if (!standards) return { ...found, notes };
  const { deviations, inPart = null } = standards;
  return {
    ...found,
    notes: [...notes, ...deviations.map(deviationNote)],
    standards: { deviations: deviations.length, inPart },
  };
}

function tableOf(
  path: string,
  { kind, sizeBytes, volumes, boot, forecast, secureBoot, notes, standards }: Inspection,
): string[] {
  const say = t().cli.inspect;
  return [
    `${path}: ${say.kinds[kind]}, ${sizeWords(sizeBytes)}`,
    ...volumes.map(volumeLine),
    ...boot.elTorito.map(
      ({ platform, emulation, loader, lba }) =>
        `${say.bootImage} ${platform.padEnd(10)} ${say.emulation(loader, emulation, lba)}`,
    ),
    ...(boot.mbr?.partitions ?? []).map(
      ({ number, type, startBlock, blocks }) =>
        `MBR        ${number}  ${say.mbrType(`0x${type.toString(16).padStart(2, '0')}`)}  ${say.blocks(blocks, startBlock)}`,
    ),
    ...(boot.gpt?.partitions ?? []).map(
      ({ number, name, startBlock, blocks }) =>
        `GPT        ${number}  ${name}  ${say.blocks(blocks, startBlock)}`,
    ),
    ...(kind === 'other' ? [] : ['', ...forecastLines(forecast)]),
    ...(secureBoot ? secureBootLines(secureBoot) : []),
    ...notes.map(({ code, text }) => say.note(text ?? '', code)),
    ...(standards ? standardsLines(standards) : []),
  ];
}

function standardsLines(standards: Judgement): string[] {
  const say = t().cli.inspect;
  return [
    ...deviationLines(standards.deviations).map(({ code, text }) => say.note(text, code)),
    `${t().deviations.label.padEnd(10)} ${judgementText(standards)}`,
  ];
}

function sizeWords(sizeBytes: number | null): string {
  const { unsized, sized } = t().cli.inspect;
  return sizeBytes === null ? unsized : sized(sizeText(sizeBytes), `${sizeBytes}`);
}

/** `volume     udf        Films  2.50, metadata partition, 12 files, 3 folders` */
function volumeLine(volume: VolumeFacts): string {
  const { standard, label } = volume;
  const facts = volumeFactTexts(volume);
  const line = `${t().cli.inspect.volume.padEnd(10)} ${standard.padEnd(10)} ${label}`;
  return facts.length === 0 ? line : `${line}  ${facts.join(', ')}`;
}
