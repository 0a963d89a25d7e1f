import { writeLatin1 } from '../../codec/text.ts';
import { FLAG_CONTINUE, linkComponent, symbolicLink } from './fields.ts';
import { MAX_FIELD_BYTES } from './names.ts';

/** Component flags. RRIP §4.1.3.1. */
const CURRENT = 0x02;
const PARENT = 0x04;
const ROOT = 0x08;

const ROOM_BYTES = MAX_FIELD_BYTES - symbolicLink.sizeBytes;
/** A component's head and one character: less room is no use to the next component. */
const LEAST_ROOM_BYTES = linkComponent.sizeBytes + 1;

interface Component {
  readonly flags: number;
  readonly text: string;
}

/**
 * The SL fields of a symbolic link's target (a byte string), as many as it takes; all but the last say CONTINUE.
 * Empty components (`a//b`, `a/`) are kept, so that readlink gives the very same text.
 *
 * A field always ends inside a component, never between two: libarchive forgets the slash there, while the rest of a
 * component (even an empty one) is read rightly by all.
 */
export function linkFields(target: string): Uint8Array[] {
  const groups = groupByField(componentsOf(target));
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

function groupByField(components: readonly Component[]): Component[][] {
  let group: Component[] = [];
  const groups = [group];
  let roomBytes = ROOM_BYTES;
  components.forEach((component, i) => {
    const isLast = i === components.length - 1;
    let rest = component;
    while (roomBytes - sizeOf(rest) < (isLast ? 0 : LEAST_ROOM_BYTES)) {
      const [head, tail] = splitAt(rest, roomBytes - linkComponent.sizeBytes);
      group.push(head);
      group = [];
      groups.push(group);
      roomBytes = ROOM_BYTES;
      rest = tail;
    }
    group.push(rest);
    roomBytes -= sizeOf(rest);
  });
  return groups;
}

function sizeOf({ text }: Component): number {
  return linkComponent.sizeBytes + text.length;
}

/** Two parts that continue each other; the second is empty only when it must be. `.` and `..` become text. */
function splitAt({ flags, text }: Component, roomBytes: number): [Component, Component] {
  const whole = flags === CURRENT ? '.' : flags === PARENT ? '..' : text;
  const headBytes = Math.min(roomBytes, Math.max(whole.length - 1, 1));
  const head = { flags: FLAG_CONTINUE, text: whole.slice(0, headBytes) };
  return [head, { flags: 0, text: whole.slice(headBytes) }];
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
