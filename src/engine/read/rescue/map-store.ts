import { closeSync, constants, fsyncSync, openSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { isRecord } from '../../contract/plan/record.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { readPlain } from '../../host/files/read-plain.ts';
import { type MapFile, MapFileError, parseMapFile } from './map-file.ts';
import type { RescueMap } from './rescue-map.ts';

/** A comment of ours in a map file: of which medium it speaks. ddrescue passes over it, and leaves it out when it writes. */
const MARK = 'isowright ';
/** Never through a link that somebody put there. */
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/** What a map file speaks of; what it does not say is not compared. */
export interface MapIdentity {
  readonly sizeBytes?: number | undefined;
  readonly serial?: string | undefined;
  readonly model?: string | undefined;
  /** Name of the image. */
  readonly image?: string | undefined;
  /** What was read stands in `IMAGE.partial`; false: under the image's own name. */
  readonly isPartial?: boolean | undefined;
}

/**
 * The map file of an earlier run, of this program or of ddrescue; undefined where there is none.
 *
 * @throws Failure `map-invalid`
 */
export function loadMap(path: string): MapFile | undefined {
  try {
    return parseMapFile(readPlain(path));
  } catch (error) {
    if (error instanceof MapFileError)
      throw new Failure('map-invalid', { path, why: 'line', line: error.line }, { cause: error });
    if (errnoOf(error) === 'ENOENT') return undefined;
    const errno = errnoOf(error);
    throw new Failure('map-invalid', { path, why: 'unreadable', errno }, { cause: error });
  }
}

export function identityIn({ comments }: Pick<MapFile, 'comments'>): MapIdentity {
  const said = comments.find((comment) => comment.startsWith(`${MARK}{`));
  if (said === undefined) return {};
  try {
    const found: unknown = JSON.parse(said.slice(MARK.length));
    if (!isRecord(found)) return {};
    const { sizeBytes, serial, model, image, partial } = found;
    return {
      ...(typeof sizeBytes === 'number' && { sizeBytes }),
      ...(typeof serial === 'string' && { serial }),
      ...(typeof model === 'string' && { model }),
      ...(typeof image === 'string' && { image }),
      ...(typeof partial === 'boolean' && { isPartial: partial }),
    };
  } catch {
    return {};
  }
}

/** A disc has no serial: what its drive says is that of the drive, and another one may read what this one could not. */
const serialOf = ({ kind, serial }: Medium): string => (kind === 'disc' ? '' : serial);

/**
 * A map is of one medium and one image of it.
 *
 * @param isOtherCopy a person says that the medium holds the same as the one that the map was made of
 * @throws Failure `map-of-another`, `map-invalid` for more sectors than there are
 */
export function demandMapOf(
  path: string,
  found: MapFile,
  medium: Medium,
  imagePath: string | undefined,
  isOtherCopy = false,
): void {
  const said = identityIn(found);
  const refuse = (field: 'serial' | 'size' | 'image' | 'behind', expected: string, is: string): never => {
    throw new Failure('map-of-another', { map: path, field, expected, found: is });
  };
  if (!isOtherCopy && said.serial && medium.kind !== 'disc' && said.serial !== medium.serial)
    refuse('serial', said.serial, medium.serial || 'none');
  if (!isOtherCopy && said.sizeBytes !== undefined && said.sizeBytes !== medium.sizeBytes)
    refuse('size', `${said.sizeBytes} bytes`, `${medium.sizeBytes} bytes`);
  const readBytes = readEnd(found.map);
  // A smaller copy fills holes that lie within it.
  // What a larger one did not give, neither does this one.
  const isOurs = isOtherCopy && said.sizeBytes !== undefined;
  const madeBytes = isOurs ? Math.max(readBytes, found.map.sizeBytes) : readBytes;
  if (madeBytes > medium.sizeBytes && !(isOtherCopy && endOfMissing(found.map) <= medium.sizeBytes))
    refuse(isOtherCopy ? 'behind' : 'size', `${madeBytes} bytes`, `${medium.sizeBytes} bytes`);
  const image = imagePath === undefined ? undefined : basename(imagePath);
  if (image !== undefined && said.image && said.image !== image) refuse('image', said.image, image);
}

/** Where the last stretch ends that was read. What failed behind the end of the medium says nothing: ddrescue drops it. */
export function readEnd(map: RescueMap): number {
  return [...map.ranges()].reduce((end, { endByte, state }) => (state === '+' ? endByte : end), 0);
}

function endOfMissing(map: RescueMap): number {
  return [...map.missing()].reduce((end, { endByte }) => Math.max(end, endByte), 0);
}

/** What stands at the top of a map. @param isPartial where the image grows; undefined for drives */
export function mapComments(
  medium: Medium,
  imagePath: string | undefined,
  startedAt: string,
  isPartial?: boolean,
): string[] {
  const { sizeBytes, model } = medium;
  const serial = serialOf(medium);
  const partial = isPartial === undefined ? {} : { partial: isPartial };
  const image = imagePath === undefined ? {} : { image: basename(imagePath), ...partial };
  return [
    'Mapfile. Created by isowright',
    `Start time: ${startedAt}`,
    `${MARK}${JSON.stringify({ sizeBytes, serial, model, ...image })}`,
  ];
}

/** The whole new map or the old one, after a power cut too. @param named as the person knows it @throws Failure `no-space`, `output-not-writable` */
export function saveMap(path: string, text: string, named = path): void {
  const part = `${path}.part`;
  try {
    forget(part);
    const fd = openSync(part, NEW_FILE, 0o644);
    try {
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(part, path);
  } catch (error) {
    forget(part);
    throw outputFailure(error, named);
  }
}

/** What an earlier run left half done. */
function forget(part: string): void {
  try {
    unlinkSync(part);
  } catch {
    // It is not there, or not ours to take away: opening it says so.
  }
}
