import type { Insides, VolumePlace } from '../../engine/contract/ports/inside.ts';
import type { Outlook } from '../face.ts';
import { listedFolder, reportOf } from './listed-folder.ts';
import { lookedInto } from './looked-into.ts';
import { type OpenedImage, openedImage } from './opened-image.ts';
import { takenOut } from './taken-out.ts';

/** Looks into images one after the other. The last one stays open, until another is opened or the file becomes another. */
export function imageInsides(face: Outlook): Insides {
  const kept = new KeptImage(face);
  let busy: Promise<unknown> = Promise.resolve();
  /** One after the other: what is given up while it waits never begins. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = busy.then(work);
    busy = mine.catch(() => undefined);
    return mine;
  };
  return {
    look: (path, signal) =>
      soonest(signal, () => lookedInto(path, face)).catch((error) => ({
        ok: false,
        failure: reportOf(error),
      })),
    list: (place, folder, signal) =>
      soonest(signal, () =>
        inTurn(async () => {
          signal.throwIfAborted();
          return listedFolder(await kept.at(place), folder, signal);
        }),
      ).catch((error) => ({ ok: false, failure: reportOf(error) })),
    extract: (wish, tell, signal) =>
      inTurn(async () => takenOut(await kept.at(wish.place), wish, tell, signal)).catch((error) => ({
        entries: 0,
        sizeBytes: 0,
        failed: [],
        skipped: [],
        failure: reportOf(error),
      })),
    close: () => Promise.race([inTurn(() => kept.close()), patience()]),
  };
}

/** Whoever gives up does not wait for a disk that hangs; what was begun ends by itself. */
async function soonest<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const givenUp = Promise.withResolvers<never>();
  const giveUp = (): void => givenUp.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work(), givenUp.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** A disk that hangs keeps nobody from leaving. */
const PATIENCE_MS = 3_000;

const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());

class KeptImage {
  readonly #face: Outlook;
  #kept: { readonly key: string; readonly image: OpenedImage } | undefined;

  constructor(face: Outlook) {
    this.#face = face;
  }

  /** @throws Failure what opening it may throw */
  async at(place: VolumePlace): Promise<OpenedImage> {
    const key = JSON.stringify([place.path, place.partition]);
    if (this.#kept?.key === key && (await this.#kept.image.isSame())) return this.#kept.image;
    await this.close();
    const image = await openedImage(place, this.#face);
    this.#kept = { key, image };
    return image;
  }

  async close(): Promise<void> {
    const kept = this.#kept;
    this.#kept = undefined;
    await kept?.image.close();
  }
}
