import { type Dispatch, useEffect, useRef } from 'react';
import type { WizardPorts } from '../ports.ts';
import type { Action } from '../wizard/action.ts';
import type { Asking, Wizard } from '../wizard/state.ts';

/** Looks into the chosen image, and reads the folder in it that is open. Whoever goes elsewhere gives that up. */
export function useInsides({ insides }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const asking = wizard.at === 'asking' ? wizard : undefined;
  const path = asking && pathToLookInto(asking);
  const open = asking?.step === 'inside' && asking.inside.listing === undefined ? asking.inside : undefined;
  const place = open?.place;
  const folder = open?.folder.path;

  useEffect(() => {
    if (path === undefined) return;
    const left = new AbortController();
    void insides.look(path, left.signal).then((found) => {
      if (!left.signal.aborted) dispatch({ do: 'looked-into', path, found });
    });
    return () => left.abort();
  }, [insides, path, dispatch]);

  useEffect(() => {
    if (place === undefined || folder === undefined) return;
    const left = new AbortController();
    void insides.list(place, folder, left.signal).then((listing) => {
      if (!left.signal.aborted) dispatch({ do: 'inside-listed', place, folder, listing });
    });
    return () => left.abort();
  }, [insides, place, folder, dispatch]);
}

function pathToLookInto({ step, looking }: Asking): string | undefined {
  return step === 'look' && looking.found === undefined ? looking.path : undefined;
}

/** Takes out what was chosen; Esc, and leaving the program, stop it. */
export function useExtract({ insides }: WizardPorts, wizard: Wizard, dispatch: Dispatch<Action>): void {
  const extracting = wizard.at === 'asking' ? wizard.extracting : undefined;
  const wish = extracting?.end === undefined ? extracting?.wish : undefined;
  const isStopping = extracting?.isStopping ?? false;
  const stopRef = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    if (wish === undefined) return;
    const stop = new AbortController();
    stopRef.current = stop;
    void insides
      .extract(wish, (progress) => dispatch({ do: 'extracting', progress }), stop.signal)
      .then((end) => dispatch({ do: 'extracted', end }));
    return () => stop.abort();
  }, [insides, wish, dispatch]);

  useEffect(() => {
    if (isStopping) stopRef.current?.abort();
  }, [isStopping]);
}
