import { useApp, useStdout } from 'ink';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { useDrives } from './hooks/use-drives.ts';
import { useDryRun } from './hooks/use-dry-run.ts';
import { useFiles, useOutput } from './hooks/use-files.ts';
import { useFirstLook } from './hooks/use-first-look.ts';
import { useExtract, useInsides } from './hooks/use-insides.ts';
import { type Loan, useJob } from './hooks/use-job.ts';
import { useJobs } from './hooks/use-jobs.ts';
import { type FixedLook, useTerminalLook } from './hooks/use-look.ts';
import { useNow } from './hooks/use-now.ts';
import { useTopNames } from './hooks/use-top-names.ts';
import { useTrial } from './hooks/use-trial.ts';
import { useKeys } from './keys/use-keys.ts';
import { type Look, LookContext } from './look/look.ts';
import type { WizardPorts } from './ports.ts';
import { Screen } from './screen.tsx';
import { screenView } from './views/screen-view.ts';
import { isWaiting } from './wizard/inside/is-waiting.ts';
import { reduce } from './wizard/reduce.ts';
import type { Asking, Running, Wizard } from './wizard/state.ts';

export interface AppProps {
  readonly ports: WizardPorts;
  readonly begin: Asking | Running;
  readonly look: FixedLook;
  readonly clockEveryMs: number;
  readonly loan: Loan;
}

/** The wizard on a terminal: one state, its view, and the hooks that touch the world. */
export function App({ ports, begin, look: fixedLook, clockEveryMs, loan }: AppProps) {
  const [wizard, dispatch] = useReducer(reduce, begin as Wizard);
  const look = useTerminalLook(fixedLook);
  const nowMs = useNow(ports.now, wizard.at === 'running' || isWaiting(wizard), clockEveryMs);
  useFiles(ports, wizard, dispatch);
  useOutput(ports, wizard, dispatch);
  useFirstLook(ports, wizard, dispatch);
  useInsides(ports, wizard, dispatch);
  useExtract(ports, wizard, dispatch);
  useDrives(ports, wizard, dispatch);
  useTopNames(ports, wizard, dispatch);
  useDryRun(ports, wizard, dispatch);
  useJobs(ports, wizard, dispatch);
  useJob(ports, wizard, dispatch, loan);
  useTrial(ports, wizard, dispatch);
  useLeave(wizard);

  const view = useMemo(
    () => (wizard.at === 'left' ? undefined : screenView(wizard, nowMs, look)),
    [wizard, nowMs, look],
  );
  const maxScrollRef = useRef(0);
  maxScrollRef.current = view?.maxScroll ?? 0;
  const redraw = useRedraw();
  useCleanResize(look, redraw);
  useKeys({
    onKeys: (typed) => dispatch({ do: 'keys', ...typed, maxScroll: maxScrollRef.current, atMs: ports.now() }),
    onPaste: (text) => dispatch({ do: 'paste', text, atMs: ports.now() }),
    onRedraw: redraw,
  });
  return <LookContext value={look}>{view !== undefined && <Screen view={view} />}</LookContext>;
}

/** Ends the program with what the wizard was left with. */
function useLeave(wizard: Wizard): void {
  const { exit } = useApp();
  useEffect(() => {
    if (wizard.at === 'left') exit(wizard);
  }, [wizard, exit]);
}

/** Clears what other programs wrote over the screen; Ink then draws its last frame anew. */
function useRedraw(): () => void {
  const { write } = useStdout();
  return useCallback(() => write('\u001b[2J\u001b[H'), [write]);
}

/** Terminals move what is on the screen when they are resized: the first frame of the new size is drawn on nothing. */
function useCleanResize({ columns, rows }: Look, redraw: () => void): void {
  const { waitUntilRenderFlush } = useApp();
  const shownRef = useRef(`${columns}x${rows}`);
  useEffect(() => {
    const size = `${columns}x${rows}`;
    if (size === shownRef.current) return;
    shownRef.current = size;
    void waitUntilRenderFlush().then(redraw);
  }, [columns, rows, redraw, waitUntilRenderFlush]);
}
