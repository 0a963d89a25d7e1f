import { z } from 'zod';

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
  udf: z.boolean().optional().describe('UDF 1.02; default: unless it would cost much and nothing needs it'),
  iso9660: z.boolean().optional().describe('false: UDF alone'),
  isoLevel: z
    .number()
    .int()
    .min(1)
    .max(4)
    .optional()
    .describe('of plain names; 4 adds an enhanced descriptor'),
  relocate: z.boolean().optional().describe('folders deeper than eight levels are recorded in rr_moved'),
  hide: patterns.describe('globs of what the ISO 9660 and Rock Ridge tree does not show'),
  hideJoliet: patterns.describe('the same for Joliet'),
  hideUdf: patterns.describe('the same for UDF'),
  volume: volumeOptions.optional(),
  paddingSectors: z.number().int().min(0).max(1_000_000).optional(),
  md5: z.boolean().optional().describe('the checksum that checkisomd5 looks for'),
  checksums: z.enum(['md5', 'sha256']).optional().describe('a file with the checksums of all files'),
  zisofs: z.boolean().optional().describe('files packed as Linux reads them; without Joliet and UDF'),
  padChanged: z.boolean().optional().describe('a file that changes meanwhile is padded or cut, and said'),
};

export type VolumeOptions = z.infer<typeof volumeOptions>;
