import type { BootFacts, BootNote, ProfileId } from '../engine/contract/events/boot-facts.ts';
import type { Forecast } from '../engine/contract/events/inspection.ts';
import type { SectorMismatch } from '../engine/contract/events/sectors.ts';
import { startsOnlyFromDisc } from '../engine/contract/events/starts.ts';
import { present } from '../engine/contract/failure/present.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { cleanText } from './clean.ts';
import { whyText } from './forecasts.ts';
import { t } from './language.ts';
import { sizeText } from './sizes.ts';

/** What a folder is, as the end of `The folder is …`. */
export function profileName(profile: ProfileId): string {
  return t().boot.profiles[profile];
}

/** What was found in the folder and what is made of it, a line each; nothing of the notes. */
export function bootLines({ profile, bios, efi, codeFrom }: BootFacts): string[] {
  const words = t().boot;
  const lines = [words.folderIs(profileName(profile))];
  if (bios) lines.push(words.bios(words.loaders[bios.loader] ?? bios.loader, bios.path));
  if (efi)
    lines.push(
      efi.from === 'built' ? words.espBuilt(sizeText(efi.sizeBytes), efi.path) : words.uefi(efi.path),
    );
  if (codeFrom !== undefined) lines.push(words.stickCode(codeFrom));
  return lines.map(cleanText);
}

/** A note of the boot side in words. */
export function bootNoteText({ code, about = '', also = '' }: BootNote): string {
  const { notes, profiles } = t().boot;
  return cleanText(notes[code](about, isKeyOf(profiles, also) ? profiles[also] : also));
}

/** The forecast as a table: firmware, medium, answer, reason. */
export function forecastLines(forecast: readonly Forecast[]): string[] {
  const words = t().boot;
  const rows = forecast.map((one) => [
    words.firmware[one.firmware] ?? one.firmware,
    words.media[one.medium],
    words.boots[answer(one.boots)],
    whyText(one),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => present(row[column]).length)));
  return rows.map((row) =>
    cleanText(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  );
}

/** Whether anything at all starts from the image: plain data needs no table. */
export function isBootable(forecast: readonly Forecast[]): boolean {
  return forecast.some(({ boots }) => boots !== false);
}

/** All that is to be said of the boot side: what it is, what to know, what starts where. */
export function bootWords(facts: BootFacts | undefined, forecast: readonly Forecast[]): string[] {
  const isMeant = facts !== undefined && facts.profile !== 'data';
  return [
    ...(facts ? bootLines(facts) : []),
    ...(facts?.notes ?? []).map((note) => t().boot.note(bootNoteText(note))),
    ...(isMeant || isBootable(forecast) ? forecastLines(forecast) : []),
  ];
}

/** What a drive's owner must know before it is overwritten. */
export function startWords(forecast: readonly Forecast[]): string[] {
  return startsOnlyFromDisc(forecast) ? [t().boot.willNotStart] : [];
}

/** Why an image is of no use on a drive with other sectors. */
export function sectorText({ imageBytes, driveBytes }: Omit<SectorMismatch, 'target'>): string {
  return t().boot.sectorsDiffer(imageBytes, driveBytes);
}

/** The forecast in short, a line for each firmware: `UEFI: CD yes, USB stick not certain`. */
export function startsLines(forecast: readonly Forecast[]): string[] {
  const byFirmware = Map.groupBy(forecast, ({ firmware }) => firmware);
  const { media: names, answers, firmware: firmwareNames } = t().boot;
  return [...byFirmware].map(([firmware, rows]) => {
    const media = rows.map((row) => `${names[row.medium]} ${answers[answer(row.boots)]}`);
    return `${firmwareNames[firmware] ?? firmware}: ${media.join(', ')}`;
  });
}

function answer(boots: Forecast['boots']): 'yes' | 'no' | 'unknown' {
  return boots === 'unknown' ? 'unknown' : boots ? 'yes' : 'no';
}
