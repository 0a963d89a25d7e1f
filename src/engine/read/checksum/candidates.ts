import type { BesideFacts } from '../../contract/failure/beside-reasons.ts';
import type { Beside, Looked } from './beside.ts';
import { type ChecksumName, checksumName, stemOf, usualNames } from './checksum-names.ts';

/** A checksum file that is there. */
export interface Candidate extends ChecksumName {
  readonly file: string;
  readonly looked: string | BesideFacts;
}

/** Some files, all of them looked at. */
export interface Candidates {
  readonly files: readonly Candidate[];
  /** Everything that lies there, where it is known. */
  readonly names: readonly string[] | undefined;
}

/** More are not read: those that are named after the image and the lists come first. */
const FILES_AT_MOST = 40;
/** Of all of them together. */
const CHARACTERS_AT_MOST = 64 << 20;

/**
 * The checksum files beside an image, read: all that are there when the folder says what it holds, otherwise those with usual
 * names, a few at a time, because each is a question to a server.
 */
export async function* candidates(beside: Beside, name: string): AsyncGenerator<Candidates, void, void> {
  const usual = usualNames(name);
  if (!beside.isFar) {
    const names = await beside.names();
    yield { files: await lookedAt(beside, name, names ?? usual.flat()), names };
    return;
  }
  const [first = [], ...more] = usual;
  const [asked, names] = await Promise.all([lookedAt(beside, name, first), beside.names()]);
  yield { files: asked, names };
  if (names)
    yield {
      files: await lookedAt(
        beside,
        name,
        names.filter((file) => !first.includes(file)),
      ),
      names,
    };
  else for (const some of more) yield { files: await lookedAt(beside, name, some), names };
}

async function lookedAt(beside: Beside, name: string, files: readonly string[]): Promise<Candidate[]> {
  const stem = stemOf(name);
  const known = [...new Set(files)].flatMap((file) => {
    const found = checksumName(file, name);
    return found ? [{ file, ...found, kind: ofStem(file, stem) ? ('list' as const) : found.kind }] : [];
  });
  const order = ['own', 'list', 'other'];
  known.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const few = known.slice(0, FILES_AT_MOST);
  const found = beside.isFar ? await Promise.all(few.map(({ file }) => beside.look(file))) : undefined;
  const all: Candidate[] = [];
  let characters = 0;
  for (const [index, one] of few.entries()) {
    const looked: Looked = found ? found[index] : await beside.look(one.file);
    characters += typeof looked === 'string' ? looked.length : 0;
    if (looked !== undefined)
      all.push({ ...one, looked: characters > CHARACTERS_AT_MOST ? { reason: 'too-large' } : looked });
  }
  return all;
}

/** `x.sha256` beside `x.iso` */
function ofStem(file: string, stem: string | undefined): boolean {
  return stem !== undefined && file.toLowerCase().startsWith(`${stem.toLowerCase()}.`)
    ? checksumName(file, stem)?.kind === 'own'
    : false;
}
