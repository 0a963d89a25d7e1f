import { readFileSync } from 'node:fs';
import { blockMapText, dataRanges } from './block-maps.ts';
import { invertUnseen } from './changes.ts';
import type { Moment } from './moments.ts';
import { IMAGE_BYTES, replaceText, type Setting, type Swap } from './setting.ts';

const UNTIL_IT_WRITES: readonly Moment[] = ['asked', 'begun', 'opened', 'write', 'writing'];

const map = { thing: 'block map', source: 'image with holes', job: 'write' } as const;

const mapPath = ({ source }: Setting): string => `${source}.bmap`;

function goodMap(set: Setting): void {
  set.stage.file('image/image.iso.bmap', blockMapText(set.image, dataRanges(set.image)));
}

/** Only the first of the ranges that hold data. */
function partOf({ image }: Setting): string {
  return blockMapText(image, dataRanges(image).slice(0, 1));
}

const lies: readonly { readonly kind: string; readonly text: (set: Setting) => string }[] = [
  { kind: 'names no blocks', text: ({ image }) => blockMapText(image, []) },
  { kind: 'leaves out data', text: partOf },
  { kind: 'is of another size', text: ({ image }) => blockMapText(image, [], IMAGE_BYTES - 4096) },
];

/** Maps that come, or take the place of a good one. */
export const swapsOfBlockMaps: readonly Swap[] = [
  ...lies.map(({ kind, text }) => ({
    ...map,
    kind: `a map that ${kind} comes to lie beside the image`,
    moments: ['before', ...UNTIL_IT_WRITES] as const,
    change: (set: Setting) => replaceText(set.stage, mapPath(set), text(set)),
  })),
  ...lies.map(({ kind, text }) => ({
    ...map,
    kind: `the map is replaced by one that ${kind}`,
    moments: UNTIL_IT_WRITES,
    prepare: goodMap,
    change: (set: Setting) => replaceText(set.stage, mapPath(set), text(set)),
  })),
  {
    ...map,
    job: 'verify',
    kind: 'a comparison, and a map that names no blocks',
    moments: ['before', 'begun', 'opened'],
    change: (set) => replaceText(set.stage, mapPath(set), blockMapText(set.image, [])),
  },
  {
    ...map,
    job: 'resume',
    kind: 'a job that goes on, and a map that names no blocks',
    moments: ['between', 'begun', 'opened'],
    change: (set) => replaceText(set.stage, mapPath(set), blockMapText(set.image, [])),
  },
  {
    ...map,
    kind: 'image and its map are both changed, times put back',
    moments: ['asked', 'begun', 'opened', 'writing', 'flush'],
    prepare: goodMap,
    change(set) {
      invertUnseen(set.stage, set.source);
      const image = readFileSync(set.source);
      replaceText(set.stage, mapPath(set), blockMapText(image, dataRanges(image)));
    },
  },
];
