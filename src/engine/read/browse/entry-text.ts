import { distinctText } from '../../bytes/codec/byte-text.ts';

/**
 * A path, a name or a link's target of an entry, for people and programs: media hold bytes, and what is no UTF-8 is told by its
 * number. `findEntry` takes it back.
 */
export function entryText(bytes: string): string {
  return distinctText(bytes);
}
