import {
  BOOT_INFO_AT_BYTE,
  bootInfoChecksum,
  bootInfoTable,
  GRUB_INFO_AT_BYTE,
  grubInfo,
  grubInfoBlock,
} from '../../bytes/formats/eltorito/boot-info.ts';
import { FIRST_DESCRIPTOR_LBA } from '../../bytes/formats/iso9660/volume-descriptor.ts';
import type { Section, SectionBytes, Where } from '../layout/section.ts';
import type { ImagePatch } from './boot-plan.ts';

/** Bytes that replace those of a section at a place. */
export interface Patch {
  /** From the start of the section. */
  readonly atByte: number;
  readonly bytes: Uint8Array;
}

/** A section that differs from another in some places; what they are is asked once all places are known. */
export function patchedSection(section: Section, patchesOf: (where: Where) => readonly Patch[]): Section {
  return {
    name: section.name,
    measure: () => section.measure(),
    render(where) {
      const inner = section.render(where);
      let patches: readonly Patch[] | undefined;
      const read = async (atByte: number, into: Uint8Array) => {
        await inner.read(atByte, into);
        patches ??= patchesOf(where);
        for (const patch of patches) apply(patch, atByte, into);
      };
      return { ...extentsOf(inner), read };
    },
  };
}

function extentsOf(inner: SectionBytes): Pick<SectionBytes, 'extents'> {
  const { extents } = inner;
  return extents ? { extents: () => extents.call(inner) } : {};
}

function apply({ atByte, bytes }: Patch, readAt: number, into: Uint8Array): void {
  const from = Math.max(atByte, readAt);
  const to = Math.min(atByte + bytes.length, readAt + into.length);
  if (from < to) into.set(bytes.subarray(from - atByte, to - atByte), from - readAt);
}

/** What a boot image is told of its place. The checksum counts what GRUB is told. */
export function infoPatches(patch: ImagePatch, imageLba: number, imageAtByte: number): Patch[] {
  const content = patch.content.slice();
  const found: Patch[] = [];
  const put = (atByte: number, bytes: Uint8Array) => {
    content.set(bytes, atByte);
    found.push({ atByte: imageAtByte + atByte, bytes });
  };
  if (patch.grubInfo) put(GRUB_INFO_AT_BYTE, grubInfo.encode({ firstBlock: grubInfoBlock(imageLba) }));
  if (patch.bootInfoTable)
    put(
      BOOT_INFO_AT_BYTE,
      bootInfoTable.encode({
        primaryVolumeLba: FIRST_DESCRIPTOR_LBA,
        imageLba,
        imageBytes: content.length,
        checksum: bootInfoChecksum(content),
      }),
    );
  return found;
}
