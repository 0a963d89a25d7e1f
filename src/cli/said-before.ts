import type { Plan } from '../engine/contract/plan/plan.ts';
import { isLocal } from '../engine/contract/plan/source-path.ts';
import { inspectImage } from '../engine/read/inspect/inspect.ts';
import { startWords } from '../words/boot.ts';
import { toldInspection } from '../words/inspection.ts';
import type { Face } from './face.ts';
import { openReadable } from './readable.ts';

/** What must be known of an image before a drive is named for it. The job finds whatever cannot be found here. */
export async function saidBefore({ source }: Plan, face: Face): Promise<string[]> {
  if (source?.kind !== 'image' || !isLocal(source.path)) return [];
  const image = await openReadable(source.path, face).catch(() => undefined);
  try {
    const found = image && (await inspectImage(image).catch(() => undefined));
    if (found === undefined) return [];
    const cut = toldInspection(found).notes.filter(({ code }) => code === 'source-truncated');
    return [...cut.map(({ text }) => text ?? ''), ...startWords(found.forecast)].map((text) => `  ! ${text}`);
  } finally {
    await image?.close();
  }
}
