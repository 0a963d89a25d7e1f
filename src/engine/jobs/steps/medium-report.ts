import type { MediumReport, MissingRange } from '../../contract/events/report.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { Acquired } from './acquire-medium.ts';

/** More stretches than that nobody reads; the map has them all. */
const MOST_RANGES = 10_000;

/** What became of a medium. @param image where it is to be looked which files are hit; absent: nowhere */
export async function mediumReport(
  { path, sizeBytes: wholeBytes, model, serial }: Medium,
  { map, readErrors }: Acquired,
  named: { readonly imagePath?: string | undefined; readonly mapPath?: string | undefined },
  _image?: string,
): Promise<MediumReport> {
  const bad: MissingRange[] = [];
  let places = 0;
  for (const { atByte, endByte } of map.missing()) {
    places++;
    if (bad.length >= MOST_RANGES) continue;
    const isTried = map.at(atByte).state === '-' && map.at(atByte).endByte >= endByte;
    bad.push({ atByte, lengthBytes: endByte - atByte, files: [], ...(!isTried && { untried: true }) });
  }
  const { imagePath, mapPath } = named;
  return {
    path,
    sizeBytes: map.sizeBytes,
    badBytes: map.missingBytes,
    bad,
    ...(places > bad.length && { more: places - bad.length }),
    ...(model !== '' && { model }),
    ...(serial !== '' && { serial }),
    ...(wholeBytes !== map.sizeBytes && { wholeBytes }),
    ...(imagePath !== undefined && { imagePath }),
    ...(mapPath !== undefined && { mapPath }),
    readErrors,
  };
}
