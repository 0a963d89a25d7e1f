import { createHash } from 'node:crypto';
import { guidFrom } from '../../bytes/formats/gpt/guid.ts';

/** Numbers that name a disk and its partitions; from the same volume the same ones. */
export interface DiskIds {
  readonly mbrId: number;
  readonly diskGuid: string;
  readonly volumeGuid: string;
  readonly espGuid: string;
  readonly fatSerial: number;
}

/** Made from what tells volumes apart: nothing random, so that a repeated build is identical. */
export function diskIds(label: string, madeAt: number): DiskIds {
  const hash = (what: string) =>
    createHash('sha256').update(`isowright\0${what}\0${label}\0${madeAt}`).digest();
  return {
    mbrId: hash('mbr').readUInt32LE(0),
    diskGuid: guidFrom(hash('disk')),
    volumeGuid: guidFrom(hash('volume')),
    espGuid: guidFrom(hash('esp')),
    fatSerial: hash('fat').readUInt32LE(0),
  };
}
