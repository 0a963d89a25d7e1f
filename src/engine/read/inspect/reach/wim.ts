import { wimHeader, wimKind } from '../../../bytes/formats/wim/header.ts';

/** Where the last table of a WIM archive ends; undefined when it is none. */
export function wimEndByte(head: Uint8Array): number | undefined {
  if (wimKind(head) !== 'wim') return undefined;
  const { blobTable, xml, bootMetadata, integrity } = wimHeader.decode(head, { onNote: () => {} });
  return Math.max(
    ...[blobTable, xml, bootMetadata, integrity].map(({ atByte, storedBytes }) => atByte + storedBytes),
  );
}
