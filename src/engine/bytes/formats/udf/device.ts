import { literal, zeros } from '../../codec/fixed.ts';
import { u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { entityId, IMPLEMENTATION } from './entity-id.ts';
import { descriptorTag, tagIds, writeDescriptor } from './tag.ts';

/** Extended Attribute Header Descriptor; with no attributes of an implementation both places are beyond the end. ECMA-167 4/14.10.1. */
const attributesHeader = struct('attributesHeader', 24, [
  field('tag', descriptorTag, '4/14.10.1.1'),
  field('implementationAtByte', u32le, '4/14.10.1.2'),
  field('applicationAtByte', u32le, '4/14.10.1.3'),
]);

/** Device Specification. ECMA-167 4/14.10.7; the implementation use begins with who wrote it, UDF 1.02 §3.3.4.4. */
const deviceSpecification = struct('deviceSpecification', 56, [
  field('type', literal(12, 0, 0, 0), '4/14.10.7.1'),
  field('subtype', literal(1), '4/14.10.7.2'),
  field('reserved', zeros(3), '4/14.10.7.3'),
  field('attributeBytes', u32le, '4/14.10.7.4'),
  field('implementationUseBytes', u32le, '4/14.10.7.5'),
  field('major', u32le, '4/14.10.7.6'),
  field('minor', u32le, '4/14.10.7.7'),
  field('implementationId', entityId, '4/14.10.7.8'),
]);

/** Bytes of a device's extended attributes. */
export const DEVICE_ATTRIBUTE_BYTES = attributesHeader.sizeBytes + deviceSpecification.sizeBytes;

/** The extended attributes of a device file, into the entry at `location`. */
export function writeDevice(
  bytes: Uint8Array,
  at: number,
  device: { readonly major: number; readonly minor: number },
  location: number,
): void {
  deviceSpecification.write(bytes, at + attributesHeader.sizeBytes, {
    ...device,
    attributeBytes: deviceSpecification.sizeBytes,
    implementationUseBytes: entityId.sizeBytes,
    implementationId: IMPLEMENTATION,
  });
  const end = DEVICE_ATTRIBUTE_BYTES;
  const header = { implementationAtByte: end, applicationAtByte: end };
  writeDescriptor(attributesHeader, bytes, at, header, { identifier: tagIds.extendedAttributes, location });
}
