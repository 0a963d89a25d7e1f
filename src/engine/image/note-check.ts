import type { Check } from '../checksum/check.ts';
import type { OpenSourceOptions } from './open-source.ts';

/** Says what a source was held against and that it was right; and how much that is worth. */
export function noteCheck({ from, isWeak }: Check, path: string, { onNote }: OpenSourceOptions): void {
  const text = from === path ? 'the source matches the MD5 that was put into it when it was made' : undefined;
  onNote?.({ code: 'checksum-file-matches', path: from, ...(text !== undefined && { text }) });
  if (isWeak)
    onNote?.({
      code: 'checksum-weak',
      path: from,
      text: 'MD5 and SHA-1 find accidents and not forgeries: a SHA-256 of the publisher would prove more',
    });
}
