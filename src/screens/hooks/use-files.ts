import { type Dispatch, useEffect } from 'react';
import type { FileFacts, WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { outputPath, versionIn } from '../wizard/output.ts';
import { joinPath, parentOf, resolvePath } from '../wizard/paths.ts';
import type { Asking, Wizard } from '../wizard/state.ts';
import { whenThere } from './when-there.ts';

/** Reads what the wizard wants to know of files: the open folder, an entered path, the place of the output. */
export function useFiles({ files, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const isBrowsing = asking?.step === 'source';
  const folder = isBrowsing ? asking.browser.folder : undefined;
  const asked = isBrowsing ? asking.browser.asked : givenPath(asking);
  const output = asking?.step === 'output' ? resolvePath(outputPath(asking.output), files) : undefined;
  const shownOutput = asking === undefined ? '' : outputPath(asking.output);
  const tree = asking?.step === 'output' ? asking.answers.source?.path : undefined;

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
        async (path) => files.peek?.(joinPath(path, '.disk/info')),
        (sourcePath, text) => {
          const version = versionIn(text ?? '');
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
  files: WizardPorts['files'],
): Promise<{ facts: FileFacts | undefined; folderMissing: boolean }> {
  const facts = (await files.stat(path)) ?? (await files.stat(`${path}.sha256`));
  const folder = facts === undefined ? await files.stat(parentOf(path)) : undefined;
  return { facts, folderMissing: facts === undefined && folder?.kind !== 'folder' };
}
