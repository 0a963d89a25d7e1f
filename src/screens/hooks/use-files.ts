import { type Dispatch, useEffect } from 'react';
import { versionInTree } from '../../engine/contract/plan/version-in-tree.ts';
import type { FileFacts, WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { folderOfTyped } from '../wizard/complete.ts';
import { outputPath } from '../wizard/output.ts';
import { parentOf, resolvePath } from '../wizard/paths.ts';
import type { Asking, Wizard } from '../wizard/state.ts';

/** Reads what the wizard wants to know of files: the open folder, an entered path, places. */
export function useFiles({ files, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const isBrowsing = asking?.step === 'source' || asking?.step === 'pick';
  const folder = isBrowsing ? asking.browser.folder : undefined;
  const asked = isBrowsing ? asking.browser.asked : givenPath(asking);
  const completing = isBrowsing ? asking.browser.completing : undefined;
  const wantsPlaces = isBrowsing && asking.browser.places === 'reading';

  useEffect(
    () =>
      whenThere(
        folder,
        (path) => files.list(path),
        (path, listing) => dispatch({ do: 'listed', folder: path, listing }),
      ),
    [files, folder, dispatch],
  );
  useEffect(
    () =>
      whenThere(
        asked === undefined ? undefined : resolvePath(asked, { cwd: folder ?? files.cwd, home: files.home }),
        (path) => files.stat(path),
        (path, facts) => dispatch({ do: 'found', path, facts, atMs: now() }),
      ),
    [files, folder, asked, now, dispatch],
  );
  useEffect(
    () =>
      whenThere(
        completing,
        (text) =>
          files.list(resolvePath(folderOfTyped(text), { cwd: folder ?? files.cwd, home: files.home })),
        (text, listing) => dispatch({ do: 'completed', text, listing }),
      ),
    [files, folder, completing, dispatch],
  );
  useEffect(
    () =>
      whenThere(
        wantsPlaces ? 'places' : undefined,
        async () => (await files.places?.()) ?? [],
        (_, places) => dispatch({ do: 'placed', places }),
      ),
    [files, wantsPlaces, dispatch],
  );
}

/** What is at the place of the output, and which version the tree says it is. */
export function useOutput({ files, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' && wizard.step === 'output' ? wizard : undefined;
  const shownOutput = asking === undefined ? '' : outputPath(asking.output);
  const output = asking === undefined ? undefined : resolvePath(shownOutput, files);
  const tree = asking?.answers.source?.path;

  useEffect(
    () =>
      whenThere(
        output,
        (path) => outputFacts(path, files),
        (_, found) => dispatch({ do: 'output-found', path: shownOutput, ...found, atMs: now() }),
      ),
    [files, output, shownOutput, now, dispatch],
  );
  useEffect(
    () =>
      whenThere(
        tree,
        (path) => versionInTree(async (inside) => files.peek?.(path, inside)),
        (sourcePath, version) => {
          if (version !== undefined) dispatch({ do: 'version-found', sourcePath, version, atMs: now() });
        },
      ),
    [files, tree, now, dispatch],
  );
}

/** What was given on the first screen, until it was looked at. */
function givenPath(asking: Asking | undefined): string | undefined {
  return asking?.step === 'task' && asking.given?.source === undefined ? asking.given?.path : undefined;
}

/** What is at the place of an output or of the checksum beside it, and whether there is a folder to put them into. */
export async function outputFacts(
  path: string,
  files: Pick<WizardPorts['files'], 'stat'>,
): Promise<{ facts: FileFacts | undefined; folderMissing: boolean; goesOn: boolean }> {
  const own = await files.stat(path);
  const facts = own ?? (await files.stat(`${path}.sha256`));
  const folder = facts === undefined ? await files.stat(parentOf(path)) : undefined;
  return {
    facts,
    folderMissing: facts === undefined && folder?.kind !== 'folder',
    goesOn: await goesOn(path, own, files),
  };
}

/** Whether a rescue of that name is unfinished: its map is there, and the image either by its own name, with holes, or growing beside it. */
async function goesOn(
  path: string,
  own: FileFacts | undefined,
  files: Pick<WizardPorts['files'], 'stat'>,
): Promise<boolean> {
  if ((await files.stat(`${path}.map`))?.kind !== 'file') return false;
  const isGrowing = (await files.stat(`${path}.partial`))?.kind === 'file';
  return isGrowing ? own === undefined : own?.kind === 'file';
}

/** Asks, and answers unless something else is wanted by then. Returns the way to forget the question. */
function whenThere<T>(
  path: string | undefined,
  ask: (path: string) => Promise<T>,
  answer: (path: string, found: T) => void,
): (() => void) | undefined {
  if (path === undefined) return undefined;
  let isWanted = true;
  ask(path).then(
    (found) => isWanted && answer(path, found),
    () => undefined,
  );
  return () => {
    isWanted = false;
  };
}
