import { asFailure, Failure, type FailureReport } from '../../engine/contract/failure/failure.ts';
import type { InsideEntry, InsideListing } from '../../engine/contract/ports/inside.ts';
import { batchesOf } from '../../engine/read/browse/batches.ts';
import { entryText } from '../../engine/read/browse/entry-text.ts';
import type { VolumeEntry } from '../../engine/read/browse/volume.ts';
import { folderAt, type OpenedImage } from './opened-image.ts';

/** Folders whose places are kept; whoever walks about in more is a moment slower. */
const MOST_KEPT = 200_000;

/** What stands in a folder, in the order in which it is shown. A damaged folder ends at its damage. */
export async function listedFolder(
  opened: OpenedImage,
  folder: string,
  signal: AbortSignal,
): Promise<InsideListing> {
  const { volume, folders } = opened;
  const at = await folderAt(opened, folder);
  if (!at) throw new Failure('source-missing', { path: `${opened.imagePath}: ${entryText(folder)}` });
  if (folders.size > MOST_KEPT) folders.clear();
  folders.set('', volume.root).set(folder, at);
  const found = new Map<string, InsideEntry>();
  let cut: FailureReport | undefined;
  try {
    for await (const some of batchesOf(volume, at)) {
      signal.throwIfAborted();
      for (const entry of some) take(entry);
    }
  } catch (error) {
    if (signal.aborted || found.size === 0) throw error;
    cut = reportOf(error);
  }
  const { standard, label } = volume;
  return { ok: true, standard, label, entries: sorted([...found.values()]), ...(cut && { cut }) };

  function take(entry: VolumeEntry): void {
    if (found.has(entry.name)) return;
    found.set(entry.name, shownEntry(entry));
    if (entry.type === 'dir') folders.set(`${folder}/${entry.name}`, entry);
  }
}

export function reportOf(error: unknown): FailureReport {
  const { code, facts } = asFailure(error);
  return { code, facts };
}

function shownEntry({ name, type, sizeBytes, modifiedAtMs, target }: VolumeEntry): InsideEntry {
  return {
    name,
    text: entryText(name),
    type,
    sizeBytes,
    ...(modifiedAtMs !== undefined && { modifiedAtMs }),
    ...(target !== undefined && { target: entryText(target) }),
  };
}

/** Folders first. A collator is made when there is something to sort. */
function sorted(entries: InsideEntry[]): readonly InsideEntry[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const rank = ({ type }: InsideEntry): number => (type === 'dir' ? 0 : 1);
  return entries.sort((a, b) => rank(a) - rank(b) || compare(a.text, b.text));
}
