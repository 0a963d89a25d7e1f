import { jobsFolder } from '../../engine/jobs/folder/job-store.ts';
import { languageNamed, t } from '../../words/language.ts';
import type { Face } from '../face.ts';
import type { CommonOptions, Given } from '../given.ts';
import { tell, tellJson } from '../tell.ts';
import { type Setting, settingsOf } from './settings.ts';

/** `isowright config [--show-origin]`: what is set, and by what. */
export async function config(
  { json, lang, showOrigin }: CommonOptions & Given<'showOrigin'>,
  face: Face,
): Promise<number> {
  const { environment, neverTouch } = face;
  const lists = await neverTouch.lists();
  const settings = settingsOf({ lang: languageNamed(lang), environment, jobsFolder: jobsFolder(), lists });
  if (json) tellJson(face.out, { settings }, 2);
  else tell(face.out, ...settings.map((setting) => line(setting, showOrigin === true)));
  return 0;
}

function line({ name, value, origin }: Setting, isOriginShown: boolean): string {
  const shown = `${name.padEnd(12)} ${value}`;
  if (!isOriginShown) return shown;
  const from = [t().cli.settings.from[origin.from], origin.name].filter(Boolean).join(' ');
  return `${shown.padEnd(40)}  ${from}`;
}
