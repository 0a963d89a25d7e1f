import type { Inspection } from '../../contract/events/inspection.ts';
import { inspectImage } from '../inspect/inspect.ts';
import type { RawDisc } from './raw-disc.ts';

/**
 * What a disc in raw sectors is: what a drive would show of it, and its tracks. A drive starts it; a stick does not, since nobody
 * finds anything in such sectors.
 */
export async function inspectDisc({ data, tracks }: RawDisc, sizeBytes: number): Promise<Inspection> {
  const found = data ? await inspectImage(data) : NOTHING;
  return {
    ...found,
    kind: found.kind === 'unknown' ? 'other' : found.kind,
    sizeBytes,
    forecast: found.forecast.filter(({ medium }) => medium === 'cd'),
    notes: [
      { code: 'raw-sectors' },
      ...tracks.map((track) => ({ code: 'disc-track', track })),
      ...found.notes,
    ],
  };
}

const NOTHING: Inspection = {
  kind: 'other',
  sizeBytes: null,
  volumes: [],
  boot: { elTorito: [], mbr: null, gpt: null },
  forecast: [],
  notes: [],
};
