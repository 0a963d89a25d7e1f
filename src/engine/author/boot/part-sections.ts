import { sectorsFor } from '../../bytes/formats/iso9660/sector.ts';
import { type Section, sectorsOf, type Where, zeroSection } from '../layout/section.ts';
import { infoPatches } from './boot-patches.ts';
import type { BootPlan, ImagePatch, LbaOf, OriginalPart } from './boot-plan.ts';
import { PARTITION_ALIGN_SECTORS } from './esp-section.ts';

/** What was taken from the original image, each part at a place where a partition may begin; `sectors` lie before. */
export function partSections({ parts = [], patches }: BootPlan, lbaOf: LbaOf, sectors: number): Section[] {
  const sections: Section[] = [];
  for (const part of parts) {
    const gap = -(sectors + sectorsOf(sections)) & (PARTITION_ALIGN_SECTORS - 1);
    const patch = patches.find(({ image }) => image === part);
    sections.push(zeroSection(`gap-before-${part.part}`, gap), partSection(part, patch, lbaOf));
  }
  return sections;
}

function partSection(part: OriginalPart, patch: ImagePatch | undefined, lbaOf: LbaOf): Section {
  const sectors = sectorsFor(part.sizeBytes);
  return {
    name: part.part,
    measure: () => sectors,
    render: (where) => ({ read: (atByte, into) => readPart(part, patch, lbaOf, where, atByte, into) }),
  };
}

async function readPart(
  part: OriginalPart,
  patch: ImagePatch | undefined,
  lbaOf: LbaOf,
  where: Where,
  atByte: number,
  into: Uint8Array,
): Promise<void> {
  const ownBytes = Math.max(0, Math.min(into.length, part.sizeBytes - atByte));
  into.fill(0, ownBytes);
  if (ownBytes > 0) await part.read(atByte, into.subarray(0, ownBytes));
  for (const { atByte: at, bytes } of patch ? infoPatches(patch, lbaOf(part, where), 0) : []) {
    const from = Math.max(at, atByte);
    const to = Math.min(at + bytes.length, atByte + into.length);
    if (from < to) into.set(bytes.subarray(from - at, to - at), from - atByte);
  }
}
