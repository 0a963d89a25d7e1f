import type { AppliedChange, KeptListFacts } from '../../contract/events/edited.ts';
import { EditedSource } from '../content/edited-source.ts';
import { ImageSource } from '../content/image-source.ts';
import type { KeptList } from '../content/kept-list.ts';
import { applyChanges } from '../tree/apply-changes.ts';
import type { AttributeLosses } from '../tree/attributes.ts';
import { inTurns } from '../tree/cooperative.ts';
import { editedTree } from '../tree/edited-tree.ts';
import { excludedBy } from '../tree/exclude.ts';
import { Overlay } from '../tree/overlay.ts';
import type { Scan } from '../tree/scan.ts';
import type { ScanOptions } from '../tree/scan-options.ts';
import { AddedFiles } from './added-files.ts';
import type { AuthorProgress } from './author-progress.ts';
import type { Edit } from './edit.ts';
import { keptLists } from './kept-lists.ts';
import type { OpenedOriginal } from './open-original.ts';

/** An original whose files are others now. */
export interface EditedOriginal extends Scan {
  readonly original: OpenedOriginal;
  readonly source: EditedSource;
  readonly attributes: Promise<AttributeLosses>;
  readonly applied: readonly AppliedChange[];
  /** Checksum files that stay true. */
  readonly lists: readonly KeptList[];
  readonly listFacts: readonly KeptListFacts[];
  /** Closes what comes in, and not the image. */
  closeAdded(): Promise<void>;
}

/**
 * Reads what comes into an image, and applies the changes to its tree.
 *
 * @throws Failure `usage` for a change that cannot be made, `source-missing`, `source-unreadable`, `stopped`
 */
export async function editOriginal(
  opened: OpenedOriginal,
  edit: Edit,
  options: ScanOptions & { readonly padChanged?: boolean | undefined },
  progress: AuthorProgress,
): Promise<EditedOriginal> {
  const overlay = new Overlay(opened.tree);
  const added = new AddedFiles(overlay, options, progress);
  try {
    await added.readAll(edit);
    const applied = applyChanges(overlay, edit.changes, added.entries, {
      isCaseless: opened.standard !== 'rock-ridge',
      isExcluded: excludedBy(options.exclude),
    });
    const edited = await inTurns(editedTree(overlay, options), progress.signal);
    const source: EditedSource = new EditedSource(edited, [
      new ImageSource(opened.image, opened.contents),
      ...added.sources,
    ]);
    const { lists, facts } = await keptLists(opened.tree, edited, source);
    return {
      lists,
      listFacts: facts,
      original: { ...opened, edited },
      tree: edited.tree,
      source,
      losses: [...opened.losses, ...added.losses],
      apart: [...opened.apart, ...added.apart],
      excluded: opened.excluded,
      attributes: added.attributes(progress.signal),
      applied,
      closeAdded: () => added.close(),
    };
  } catch (error) {
    await added.close();
    throw error;
  }
}
