import { type Dispatch, useEffect } from 'react';
import type { DriveNeed } from '../../engine/contract/ports/machine.ts';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import { driveNeed } from '../wizard/need.ts';
import type { StepId, Wizard } from '../wizard/state.ts';
import { asksFor } from '../wizard/undertaking.ts';

const LOOK_EVERY_MS = 1_500;
const WATCHED: ReadonlySet<StepId> = new Set([
  'medium',
  'where',
  'target',
  'output',
  'options',
  'summary',
  'confirm',
]);

/** Keeps the list of drives fresh while it matters, and looks once more when a write is about to start. */
export function useDrives({ machine, now }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const isWatching = asking !== undefined && asksFor(asking.answers, 'target') && WATCHED.has(asking.step);
  const isChecking = asking?.confirm.checking ?? false;
  const rescans = asking?.driveList.rescans ?? 0;
  const needText = JSON.stringify(asking === undefined ? {} : driveNeed(asking));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a rescan looks at once
  useEffect(() => {
    if (!isWatching) return;
    const need: DriveNeed = JSON.parse(needText);
    return watch(machine, need, (drives) => dispatch({ do: 'drives', drives, atMs: now() }));
  }, [machine, isWatching, needText, rescans, now, dispatch]);

  useEffect(() => {
    if (!isChecking) return;
    const answer = (drives: Awaited<ReturnType<typeof machine.listDrives>>) =>
      dispatch({ do: 'rechecked', drives, atMs: now() });
    machine.listDrives(JSON.parse(needText)).then(answer, () => answer([]));
  }, [machine, isChecking, needText, now, dispatch]);
}

/** Looks now, and again whenever the machine's signature changes. Returns the way to stop. */
function watch(
  machine: WizardPorts['machine'],
  need: DriveNeed,
  onDrives: (drives: Awaited<ReturnType<typeof machine.listDrives>>) => void,
): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen: string | undefined;
  let looks = 0;
  const look = async () => {
    try {
      const signature = await machine.signature();
      // Some facts come late (systeminformation): the second look lists again in any case.
      if (signature !== seen || looks === 1) {
        const drives = await machine.listDrives(need);
        seen = signature;
        if (!isOver) onDrives(drives);
      }
    } catch {
      // The next look may do better; an old list stays on the screen.
    }
    looks += 1;
    if (!isOver) timer = setTimeout(look, LOOK_EVERY_MS);
  };
  void look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
