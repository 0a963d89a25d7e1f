import { writeLatin1 } from '../../codec/text.ts';
import { FLAG_CONTINUE, linkComponent, symbolicLink } from './fields.ts';
import { MAX_FIELD_BYTES } from './names.ts';

/** Component flags. RRIP §4.1.3.1. */
const CURRENT = 0x02;
const PARENT = 0x04;
const ROOT = 0x08;

const ROOM_BYTES = MAX_FIELD_BYTES - symbolicLink.sizeBytes;
const MAX_TEXT_BYTES = ROOM_BYTES - linkComponent.sizeBytes;

interface Component {
  readonly flags: number;
  readonly text: string;
}

/**
 * The SL fields of a symbolic link's target (a byte string), as many as it takes; all but the last say CONTINUE.
 * Empty components (`a//b`, `a/`) are kept, so that readlink gives the very same text.
 */
export function linkFields(target: string): Uint8Array[] {
  const groups = groupByField(componentsOf(target).flatMap(splitLong));
  return groups.map((group, i) => fieldOf(group, i < groups.length - 1 ? FLAG_CONTINUE : 0));
}

function componentsOf(target: string): Component[] {
  if (target === '/') return [{ flags: ROOT, text: '' }];
  const root = target.startsWith('/') ? [{ flags: ROOT, text: '' }] : [];
  const rest = root.length > 0 ? target.slice(1) : target;
  return [...root, ...rest.split('/').map(componentOf)];
}

function componentOf(text: string): Component {
  if (text === '.') return { flags: CURRENT, text: '' };
  if (text === '..') return { flags: PARENT, text: '' };
  return { flags: 0, text };
}

/** A component too long for one field becomes several that continue each other. */
function splitLong({ flags, text }: Component): Component[] {
  if (text.length <= MAX_TEXT_BYTES) return [{ flags, text }];
  const first = { flags: flags | FLAG_CONTINUE, text: text.slice(0, MAX_TEXT_BYTES) };
  return [first, ...splitLong({ flags, text: text.slice(MAX_TEXT_BYTES) })];
}

function groupByField(components: readonly Component[]): Component[][] {
  const groups: Component[][] = [];
  let roomBytes = 0;
  for (const component of components) {
    const bytes = linkComponent.sizeBytes + component.text.length;
    if (bytes > roomBytes || groups.length === 0) {
      groups.push([]);
      roomBytes = ROOM_BYTES;
    }
    groups.at(-1)!.push(component);
    roomBytes -= bytes;
  }
  return groups;
}

function fieldOf(components: readonly Component[], flags: number): Uint8Array {
  const textBytes = components.reduce((sum, { text }) => sum + linkComponent.sizeBytes + text.length, 0);
  const bytes = new Uint8Array(symbolicLink.sizeBytes + textBytes);
  symbolicLink.write(bytes, 0, { lengthBytes: bytes.length, flags });
  let at = symbolicLink.sizeBytes;
  for (const component of components) {
    linkComponent.write(bytes, at, { flags: component.flags, textBytes: component.text.length });
    writeLatin1(bytes, at + linkComponent.sizeBytes, component.text);
    at += linkComponent.sizeBytes + component.text.length;
  }
  return bytes;
}
