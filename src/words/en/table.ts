import { boot } from './boot.ts';
import { checksumNotes } from './checksum-notes.ts';
import { choices } from './choices.ts';
import { cli } from './cli.ts';
import { commands } from './commands.ts';
import { compare } from './compare.ts';
import { compression } from './compression.ts';
import { containers } from './containers.ts';
import { damage } from './damage/damage.ts';
import { deviations } from './deviations.ts';
import { discs } from './discs.ts';
import { doctor } from './doctor.ts';
import { downloads } from './downloads.ts';
import { driveContents } from './drive-contents.ts';
import { durations } from './durations.ts';
import { edited } from './edited.ts';
import { encoding } from './encoding.ts';
import { firstLook } from './first-look.ts';
import { forecasts } from './forecasts.ts';
import { help } from './help.ts';
import { inside } from './inside.ts';
import { inspection } from './inspection.ts';
import { jobStates } from './job-states.ts';
import { kinds } from './kinds.ts';
import { leftOut } from './left-out.ts';
import { losses } from './losses.ts';
import { medium } from './medium.ts';
import { mounts } from './mounts.ts';
import { notes } from './notes.ts';
import { nouns } from './nouns.ts';
import { numbers } from './numbers.ts';
import { options } from './options/options.ts';
import { phases } from './phases.ts';
import { receiptReasons } from './receipt-reasons.ts';
import { refusals } from './refusals.ts';
import { remarks } from './remarks.ts';
import { remedies } from './remedies/remedies.ts';
import { report } from './report.ts';
import { screens } from './screens/screens.ts';
import { secureBoot } from './secure-boot.ts';
import { signatures } from './signatures.ts';
import { sourceReasons } from './source-reasons.ts';
import { sources } from './sources.ts';
import { states } from './states.ts';
import { telling } from './telling.ts';
import { things } from './things.ts';
import { trial } from './trial.ts';
import { undone } from './undone.ts';
import { unsupported } from './unsupported.ts';
import { usage } from './usage.ts';
import { volumeLimits } from './volume-limits.ts';

/** English: the language the others are translated from. */
export const en = {
  boot,
  checksumNotes,
  choices,
  cli,
  commands,
  deviations,
  compare,
  compression,
  volumeLimits,
  damage,
  doctor,
  discs,
  downloads,
  driveContents,
  durations,
  edited,
  encoding,
  firstLook,
  forecasts,
  help,
  inside,
  inspection,
  jobStates,
  kinds,
  leftOut,
  losses,
  medium,
  mounts,
  notes,
  nouns,
  numbers,
  options,
  phases,
  receiptReasons,
  refusals,
  remarks,
  remedies,
  report,
  screens,
  secureBoot,
  signatures,
  sourceReasons,
  containers,
  unsupported,
  sources,
  states,
  telling,
  things,
  trial,
  undone,
  usage,
};

/** All sentences of one language. English says which there are and what they need to know. */
export type Table = typeof en;
