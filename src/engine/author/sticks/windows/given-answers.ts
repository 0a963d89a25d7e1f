import { open } from 'node:fs/promises';
import { readXml } from '../../../bytes/formats/xml/read-xml.ts';
import type { XmlElement } from '../../../bytes/formats/xml/xml-element.ts';
import type { BootNote } from '../../../contract/events/boot-facts.ts';
import type { AnswerProblem } from '../../../contract/failure/answer-problem.ts';
import { errnoOf } from '../../../contract/failure/errno.ts';
import { Failure } from '../../../contract/failure/failure.ts';

import type { ConfirmedFiles } from '../../../contract/plan/confirmed-files.ts';
import { demandConfirmed } from '../../../host/trust/confirmed-files.ts';

/** Larger than any that is written by hand or made. */
const MOST_BYTES = 4 << 20;
const UNATTEND = 'urn:schemas-microsoft-com:unattend';
const PASSES = [
  'windowsPE',
  'offlineServicing',
  'generalize',
  'specialize',
  'auditSystem',
  'auditUser',
  'oobeSystem',
];

export interface GivenAnswers {
  readonly bytes: Uint8Array;
  readonly notes: readonly BootNote[];
}

/**
 * An answer file that somebody wrote, as it is. The installer ignores a broken one, or stops in the middle: what can be
 * seen of that before is said now.
 *
 * @throws Failure `answers-unfit`, `source-unreadable`, `source-changed`, `target-changed`
 */
export async function givenAnswers(path: string, files: ConfirmedFiles | undefined): Promise<GivenAnswers> {
  const bytes = await contentOf(path, files);
  const refuse = (problem: AnswerProblem) => new Failure('answers-unfit', { path, ...problem });
  const text = textOf(bytes);
  if (text === undefined) throw refuse({ why: 'encoding' });
  const found: XmlElement[] = [];
  const trouble = readXml(text, (element) => void found.push(element));
  if (trouble) throw refuse({ why: 'xml', ...trouble });
  const problem = problemIn(found);
  if (problem) throw refuse(problem);
  return { bytes, notes: notesOf(path, found) };
}

async function contentOf(path: string, files: ConfirmedFiles | undefined): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new Failure('source-unreadable', { path, errno: errnoOf(cause) }, { cause });
  });
  try {
    const found = await file.stat({ bigint: true });
    demandConfirmed(path, files, found);
    if (!found.isFile()) throw new Failure('answers-unfit', { path, why: 'no-file' });
    if (found.size > MOST_BYTES) throw new Failure('answers-unfit', { path, why: 'too-large' });
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

/** UTF-8, or UTF-16 with its mark, as Notepad saves it. */
function textOf(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function problemIn(elements: readonly XmlElement[]): AnswerProblem | undefined {
  const [root] = elements;
  const prefix = /^(.*:)?unattend$/.exec(root?.path ?? '')?.[1];
  const namespace = root?.attributes.get(prefix === undefined ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`);
  if (root === undefined || !/^(?:.*:)?unattend$/.test(root.path) || namespace !== UNATTEND)
    return { why: 'no-unattend' };
  const passes = passesIn(elements);
  const unknown = passes.find((pass) => !PASSES.includes(pass));
  if (unknown !== undefined) return { why: 'pass', pass: unknown };
  return passes.length === 0 ? { why: 'no-pass' } : undefined;
}

function passesIn(elements: readonly XmlElement[]): string[] {
  return elements.flatMap(({ path, attributes }) =>
    /^(?:[^/]*:)?unattend\/(?:[^/]*:)?settings$/.test(path) ? [attributes.get('pass') ?? ''] : [],
  );
}

function notesOf(path: string, elements: readonly XmlElement[]): BootNote[] {
  const passes = passesIn(elements);
  const isIgnored = passes.includes('specialize') && !passes.includes('windowsPE');
  const wipes = elements.some(
    (element) => /\/(?:[^/]*:)?WillWipeDisk$/.test(element.path) && /^true$/i.test(element.text),
  );
  return [
    { code: 'answers-given', about: path },
    ...(isIgnored ? [{ code: 'answers-ignored' as const, about: path }] : []),
    ...(wipes ? [{ code: 'answers-wipe' as const, about: path }] : []),
  ];
}
