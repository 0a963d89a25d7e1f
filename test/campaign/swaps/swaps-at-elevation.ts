import { blockMapText } from './block-maps.ts';
import { copyOf, invert, invertUnseen, linkOver, renameOver } from './changes.ts';
import { exchangeLoop } from './loops.ts';
import { replaceText, type Setting, type Swap, TARGET_BYTES } from './setting.ts';

function otherImage({ stage, source }: Setting): string {
  const path = copyOf(stage, source, stage.path('image/other.iso'));
  invert(stage, path);
  return path;
}

const ways: readonly {
  readonly thing: Swap['thing'];
  readonly kind: string;
  readonly change: Swap['change'];
}[] = [
  { thing: 'nothing', kind: 'nothing is changed', change: () => undefined },
  {
    thing: 'source',
    kind: 'image: bytes changed, times put back',
    change: ({ stage, source }) => invertUnseen(stage, source),
  },
  {
    thing: 'source',
    kind: 'image: another file gets its name',
    change: (set) => renameOver(set.source, otherImage(set)),
  },
  {
    thing: 'source',
    kind: 'image: a link gets its name',
    change: (set) => linkOver(set.stage, set.source, otherImage(set)),
  },
  {
    thing: 'block map',
    kind: 'a map that names no blocks comes to lie beside the image',
    change: (set) => replaceText(set.stage, `${set.source}.bmap`, blockMapText(set.image, [])),
  },
  {
    thing: 'target',
    kind: 'another file is behind the loop device',
    change: (set) =>
      exchangeLoop(set.target, set.stage.decoy('decoy/target.img', set.stage.bytes(TARGET_BYTES))),
  },
];

/** An ordinary user writes a device, and the job becomes root's by sudo: what happens while that asks for the password. */
export const swapsAtElevation: readonly Swap[] = ways.map(({ thing, kind, change }) => ({
  thing,
  job: 'write',
  onLoop: true,
  parties: ['user'],
  source: thing === 'block map' ? 'image with holes' : 'image',
  kind: `by sudo: ${kind}`,
  moments: ['asked', 'password'],
  change,
}));
