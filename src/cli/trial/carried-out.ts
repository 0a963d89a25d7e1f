import { stat } from 'node:fs/promises';
import type { TrialView } from '../../engine/contract/events/trial.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import { isUrl } from '../../engine/contract/plan/source-path.ts';
import { isImage } from '../../engine/contract/ports/image.ts';
import type { TrialChosen, TrialEnd, TrialWish } from '../../engine/contract/ports/trials.ts';
import { inspectImage } from '../../engine/read/inspect/inspect.ts';
import { openSource } from '../../engine/read/open/open-source.ts';
import { chooseWay, forecastFor } from '../../engine/read/trial/choose-way.ts';
import { watchGuest } from '../../engine/read/trial/watch-guest.ts';
import { t } from '../../words/language.ts';
import { usageFailure } from '../../words/spoken-failure.ts';
import { absolutePath } from '../absolute-path.ts';
import type { Outlook } from '../face.ts';
import { isDevice, openReadable } from '../readable.ts';

export interface TrialTelling {
  readonly nowMs: () => number;
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onChosen?: ((chosen: TrialChosen) => void) | undefined;
  readonly onView?: ((view: TrialView) => void) | undefined;
}

/** Starts an image or a drive in a virtual machine, and watches until something is clear. @throws Failure */
export async function carriedOut(
  wish: TrialWish,
  telling: TrialTelling,
  outlook: Outlook,
): Promise<Extract<TrialEnd, { ok: true }>> {
  const chosen = await chosenFor(wish, outlook);
  const path = absolutePath(wish.path, outlook);
  telling.onChosen?.(chosen);
  telling.signal?.throwIfAborted();
  const { machine } = outlook;
  if (!machine.startGuest)
    throw new Failure('not-supported-here', { what: 'virtual-machines', platform: process.platform });
  const guest = await machine.startGuest({ ...chosen, path });
  try {
    const watched = await watchGuest(guest, telling);
    return { ok: true, chosen, ...watched, accelerator: guest.accelerator };
  } finally {
    await guest.close();
  }
}

/** How it would be tried. @throws Failure `usage` for what is packed or an address, what opening it throws */
export async function chosenFor(wish: TrialWish, outlook: Outlook): Promise<TrialChosen> {
  const path = isUrl(wish.path) ? wish.path : absolutePath(wish.path, outlook);
  await demandPlain(path);
  const image = await openReadable(path, outlook, { raw: true });
  try {
    const found = await inspectImage(image);
    const way = chooseWay(found, wish);
    return { ...way, forecast: forecastFor(found, way) };
  } finally {
    await image.close();
  }
}

/** Firmware sees the bytes of the file as they are. @throws Failure `usage` for what is packed, what opening it throws */
async function demandPlain(path: string): Promise<void> {
  if (!isUrl(path) && (await isDevice(path))) return;
  const refuse = () => usageFailure(() => t().trial.packed(path));
  if (isUrl(path)) throw refuse();
  const source = await openSource(path, { unchecked: true, raw: true });
  const isPlain = isImage(source) && source.sizeBytes === (await stat(path)).size;
  await source.close();
  if (!isPlain) throw refuse();
}
