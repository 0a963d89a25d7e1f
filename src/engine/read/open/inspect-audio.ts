import type { Inspection, TrackFacts } from '../../contract/events/inspection.ts';

/** What a disc of sound is: its tracks. No drive starts it. */
export function inspectAudio(tracks: readonly TrackFacts[], sizeBytes: number): Inspection {
  return {
    kind: 'other',
    sizeBytes,
    volumes: [],
    boot: { elTorito: [], mbr: null, gpt: null },
    forecast: [],
    notes: [{ code: 'raw-sectors' }, ...tracks.map((track) => ({ code: 'disc-track', track }))],
  };
}
