import * as z from 'zod';

/** Unix seconds. */
const time = z.number().int();
const text = z.string().max(128);
const fileName = z.string().max(37);

const patterns = z.array(z.string()).optional();

/** Texts and dates of the volume descriptors. Absent: as little as the standard allows. */
export const volumeOptions = z.strictObject({
  systemId: z.string().max(32).optional(),
  volumeSetId: text.optional(),
  publisher: text.optional(),
  preparer: text.optional(),
  application: text.optional(),
  copyrightFile: fileName.optional(),
  abstractFile: fileName.optional(),
  bibliographicFile: fileName.optional(),
  createdAt: time.optional(),
  modifiedAt: time.optional(),
  expiresAt: time.optional(),
  effectiveAt: time.optional(),
});

/** Which structures an image has, beside Joliet and Rock Ridge. All are optional, so that older plans stay valid. */
export const formatOptions = {
  /** UDF 1.02; default: unless it would cost much and nothing needs it. */
  udf: z.boolean().optional(),
  /** False: UDF alone. */
  iso9660: z.boolean().optional(),
  isoLevel: z.number().int().min(1).max(4).optional(),
  /** Of plain names; 4 adds an enhanced descriptor. */
  /** Folders deeper than eight levels are recorded in rr_moved. */
  relocate: z.boolean().optional(),
  /** Globs of what the ISO 9660 and Rock Ridge tree does not show. */
  hide: patterns,
  /** The same for Joliet. */
  hideJoliet: patterns,
  /** The same for UDF. */
  hideUdf: patterns,
  volume: volumeOptions.optional(),
  paddingSectors: z.number().int().min(0).max(1_000_000).optional(),
  /** The checksum that checkisomd5 looks for. */
  md5: z.boolean().optional(),
  /** A file with the checksums of all files. */
  checksums: z.enum(['md5', 'sha256']).optional(),
  /** Files are compressed so that Linux reads them (zisofs); without Joliet and UDF. */
  zisofs: z.boolean().optional(),
  /** A file that changes while it is read is padded or cut, and reported. */
  padChanged: z.boolean().optional(),
};

export type VolumeOptions = z.infer<typeof volumeOptions>;
