import { u8, u16le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { ENTRY_ROOM_BYTES } from './file-entry.ts';
import { cs0Bytes, writeCs0 } from './text.ts';

/** One component of a symbolic link's path; its text follows. ECMA-167 4/14.16.1. */
export const pathComponent = struct('pathComponent', 4, [
  field('type', u8, '4/14.16.1.1'),
  field('textBytes', u8, '4/14.16.1.2'),
  field('fileVersion', u16le, '4/14.16.1.3'),
]);

/** ECMA-167 4/14.16.1.1. */
const ROOT = 2;
const PARENT = 3;
const CURRENT = 4;
const NAME = 5;
const MOST_TEXT_BYTES = 255;

/**
 * The content of a symbolic link: its target as path components. ECMA-167 4/8.7.
 *
 * Undefined when it cannot be said so that all read it: a component too long for its length byte, or more than fits
 * into the file entry (Linux reads no link that is longer than a block).
 */
export function linkContent(target: string): Uint8Array | undefined {
  if (target === '' || !target.isWellFormed() || target.includes('\ufffd')) return undefined;
  const components = componentsOf(target);
  if (components.some(({ text }) => cs0Bytes(text) > MOST_TEXT_BYTES)) return undefined;
  const bytes = new Uint8Array(
    components.reduce((sum, { text }) => sum + pathComponent.sizeBytes + cs0Bytes(text), 0),
  );
  if (bytes.length > ENTRY_ROOM_BYTES) return undefined;
  let at = 0;
  for (const { type, text } of components) {
    pathComponent.write(bytes, at, { type, textBytes: cs0Bytes(text), fileVersion: 0 });
    at += pathComponent.sizeBytes;
    at += writeCs0(bytes, at, text);
  }
  return bytes;
}

interface Component {
  readonly type: number;
  readonly text: string;
}

/** Slashes that follow each other, or end the target, have no component of their own. */
function componentsOf(target: string): Component[] {
  const names = target.split('/').filter((name) => name !== '');
  const components = names.map(componentOf);
  return target.startsWith('/') ? [{ type: ROOT, text: '' }, ...components] : components;
}

function componentOf(text: string): Component {
  if (text === '.') return { type: CURRENT, text: '' };
  if (text === '..') return { type: PARENT, text: '' };
  return { type: NAME, text };
}
