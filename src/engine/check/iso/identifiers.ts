import { be16, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import type { ParsedRecord } from './record.ts';
import type { VolumeKind } from './volume-facts.ts';

/** Name, dot, extension, version: 30 d-characters at most. ECMA-119 §7.5.1. */
const FILE = /^(?=.{2,31}(;|$))[A-Z0-9_]*\.[A-Z0-9_]*;[1-9][0-9]{0,4}$/;
/** ECMA-119 §7.6.1. */
const DIRECTORY = /^[A-Z0-9_]{1,31}$/;
const MOST_ENHANCED_BYTES = 207;
/** The specification says 64 units; 103 are read everywhere, and the version follows. */
const MOST_JOLIET_UNITS = 110;

/** An identifier has the characters and the length of its kind of volume; what stands for a directory, those of one or of a file. */
export function checkIdentifier(
  view: ImageView,
  kind: VolumeKind,
  record: ParsedRecord,
  isDirectory: boolean,
): void {
  if (kind === 'primary') checkPrimary(view, record, isDirectory);
  if (kind === 'joliet') checkJoliet(view, record);
  if (kind === 'enhanced' && record.identifier.length > MOST_ENHANCED_BYTES)
    view.report('iso.record.identifier', record.atByte, { bytes: record.identifier.length });
}

function checkPrimary(view: ImageView, record: ParsedRecord, isDirectory: boolean): void {
  const { identifier, atByte } = record;
  const name = text(identifier, 0, identifier.length);
  // By its flags what stands for a relocated directory is a file: authors name it as either.
  const isEither = isDirectory && !record.isDirectory && FILE.test(name);
  if (!isEither && !(isDirectory ? DIRECTORY : FILE).test(name))
    view.report('iso.record.identifier', atByte, { text: name });
}

/** Joliet: no control characters, none of `* / : ; ? \` except before the version. */
function checkJoliet(view: ImageView, { identifier, isDirectory, atByte }: ParsedRecord): void {
  const units = Array.from({ length: identifier.length >> 1 }, (_, i) => be16(identifier, 2 * i));
  const name = String.fromCharCode(...units);
  const plain = isDirectory ? name : name.replace(/;1$/, '');
  const isLegal = !/[\x00-\x1f*/:;?\\]/.test(plain) && plain !== '';
  if (identifier.length % 2 !== 0 || !isLegal || units.length > MOST_JOLIET_UNITS)
    view.report('joliet.identifier', atByte, { text: name });
}
