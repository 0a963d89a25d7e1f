import { ascii, literal, zeros } from '../../codec/fixed.ts';
import { field, struct } from '../../codec/struct.ts';
import { BLOCK_BYTES } from './block.ts';

/** Volume structure descriptors, one a sector, that follow those of ISO 9660. ECMA-167 2/9.1, 3/9.1. */
export const recognitionSequence = [descriptor('BEA01'), descriptor('NSR02'), descriptor('TEA01')] as const;

function descriptor(identifier: string) {
  return struct(identifier, BLOCK_BYTES, [
    field('type', literal(0), '2/9.1.1'),
    field('identifier', literal(...ascii(identifier)), '2/9.1.2'),
    field('version', literal(1), '2/9.1.3'),
    field('data', zeros(2041), '2/9.1.4'),
  ]);
}
