/** A line of the part "Extent description". */
export interface VmdkExtent {
  readonly sectors: number;
  /** `SPARSE`, `FLAT`, `ZERO`, … */
  readonly kind: string;
  readonly file: string;
  /** Of a flat one: where in the file it begins. */
  readonly fileSector: number;
}

export interface VmdkDescriptor {
  readonly hasParent: boolean;
  readonly extents: readonly VmdkExtent[];
}

const EXTENT =
  /^[ \t]*(?:RW|RDONLY|NOACCESS)[ \t]+(\d{1,15})[ \t]+(\w+)(?:[ \t]+"([^"\r\n]*)"(?:[ \t]+(\d{1,15}))?)?/gim;
const NO_PARENT = 'ffffffff';
const MOST_EXTENTS = 4096;

/** "The Descriptor File". What is not understood is passed over; one extent too many is there to be refused. */
export function vmdkDescriptor(text: string): VmdkDescriptor {
  const parent = /^[ \t]*parentCID[ \t]*=[ \t]*"?([0-9a-f]*)/im.exec(text)?.[1];
  const extents: VmdkExtent[] = [];
  for (const [, sectors, kind = '', file = '', fileSector] of text.matchAll(EXTENT)) {
    extents.push({
      sectors: Number(sectors),
      kind: kind.toUpperCase(),
      file,
      fileSector: Number(fileSector ?? 0),
    });
    if (extents.length > MOST_EXTENTS) break;
  }
  return { hasParent: parent !== undefined && parent.toLowerCase() !== NO_PARENT, extents };
}

export const isTooMany = ({ extents }: VmdkDescriptor): boolean => extents.length > MOST_EXTENTS;
