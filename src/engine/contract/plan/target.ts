import * as z from 'zod';
import { discKinds, discStates } from './disc.ts';
import { bytes, path } from './path.ts';

/** Another image than the plan's, for this target alone. */
const ownImage = path.optional();

/** A drive, and what must still be true of it when it is opened; or a file used as one. */
export const target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drive'),
    path,
    expect: z.strictObject({
      sizeBytes: bytes.optional(),
      serial: z.string().optional(),
      deviceNumber: z.string().optional(),
      diskSequence: z.number().int().optional(),
      /** What is in a drive that burns. */
      disc: z
        .strictObject({
          kind: z.enum(discKinds).optional(),
          state: z.enum(discStates).optional(),
          freeBlocks: z.number().int().nonnegative().optional(),
        })
        .optional(),
    }),
    /** The user agreed that everything mounted from it is unmounted. */
    unmount: z.boolean().optional(),
    image: ownImage,
  }),
  z.strictObject({
    kind: z.literal('file'),
    path,
    sizeBytes: bytes.optional(),
    /** Which file it was: another one with that name is refused. Absent where the file system cannot tell. */
    identity: z.string().optional(),
    /** No faster than this, as a drive would be: for practice. Absent: as fast as it goes. */
    bytesPerSecond: z.int().min(1024).optional(),
    image: ownImage,
  }),
]);

export type PlanTarget = z.infer<typeof target>;
