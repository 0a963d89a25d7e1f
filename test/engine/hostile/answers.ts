import { readFat } from '../../../src/engine/bytes/formats/fat/read.ts';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import type { ListVerdict } from '../../../src/engine/contract/events/list-verdict.ts';
import { asFailure } from '../../../src/engine/contract/failure/failure.ts';
import type { Image } from '../../../src/engine/contract/ports/image.ts';
import { volumesOf } from '../../../src/engine/read/browse/open-volume.ts';
import { walk } from '../../../src/engine/read/browse/walk.ts';
import { checkedInside } from '../../../src/engine/read/checksum/inside/check-inside.ts';
import { findInside } from '../../../src/engine/read/checksum/inside/find-inside.ts';
import { inspectImage } from '../../../src/engine/read/inspect/inspect.ts';

/** What people may be told of an image that is not sound. Anything else is a fault of ours. */
const EXPECTED = ['source-damaged', 'source-truncated', 'source-not-an-image', 'checksum-wrong'];
const MOST_FILE_BYTES = 1 << 20;

/** Everything that reads images, each asked about these bytes: what each answered. */
export async function answers(bytes: Uint8Array): Promise<Record<string, string>> {
  const image = guarded(bytes);
  return {
    check: await answer(async () => `${(await checkImage(image)).length} findings`),
    inspect: await answer(async () => (await inspectImage(image)).kind),
    browse: await answer(() => listed(image)),
    inside: await answer(() => heldAgainstItself(image)),
    fat: await answer(() => fatListed(bytes)),
  };
}

async function answer(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    const { code } = asFailure(error);
    if (EXPECTED.includes(code)) return code;
    throw error;
  }
}

/** Every file of every file system, up to a MiB of each. */
async function listed(image: Image): Promise<string> {
  let entries = 0;
  for (const volume of await volumesOf(image, 'image'))
    for await (const { entry } of walk(volume, { imagePath: 'image' })) {
      entries++;
      if (entry.type !== 'file') continue;
      const content = await volume.open(entry);
      await content.read(0, new Uint8Array(Math.min(content.sizeBytes, MOST_FILE_BYTES)));
    }
  return `${entries} entries`;
}

/** Checksum files in the image, and the files they name. */
async function heldAgainstItself(image: Image): Promise<string> {
  const options = { path: 'image', signal: new AbortController().signal };
  const found = await findInside(image, options);
  let agreeing = 0;
  const onVerdicts = (verdicts: readonly ListVerdict[]): void => {
    agreeing = verdicts.reduce((sum, verdict) => sum + verdict.agreeing, 0);
  };
  const checked = checkedInside(image, found, { ...options, onApart: () => {}, onVerdicts });
  await checked.settle?.();
  return `${agreeing} agree`;
}

async function fatListed(bytes: Uint8Array): Promise<string> {
  const volume = await readFat(async (atByte, lengthBytes) => bytes.slice(atByte, atByte + lengthBytes));
  const files = await volume?.list('/EFI/BOOT');
  return `${files?.length} files`;
}

/** An image that no read may leave. */
function guarded(bytes: Uint8Array): Image {
  return {
    sizeBytes: bytes.length,
    extents: () => [],
    async read(atByte, into) {
      if (!Number.isInteger(atByte) || atByte < 0 || atByte + into.length > bytes.length)
        throw new Error(`a read of ${into.length} bytes at ${atByte} leaves the image`);
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
    close: async () => {},
  };
}

/** Milliseconds of work of this thread: what others do at the same time makes no difference. */
export function workMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
