import { beforeAll, expect, test } from 'vitest';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import { ruleSections } from '../../../src/engine/contract/events/rule-sections.ts';
import { showing } from '../../oracles/conformance.ts';
import { imageOf } from './image-bytes.ts';
import { cleanImages, mutants, packedMutants, spoiled } from './mutants.ts';

// Each rule is proved by an image of ours with exactly one defect.

let images: Awaited<ReturnType<typeof cleanImages>>;

beforeAll(async () => {
  images = await cleanImages();
});

test('the images that are spoiled have no findings', async () => {
  expect(await checkImage(imageOf(images.clean))).toEqual([]);
  expect(await checkImage(imageOf(images.packed))).toEqual([]);
});

for (const mutant of [...mutants, ...packedMutants]) {
  const [rule, defect, , also = []] = mutant;
  showing({ cases: [50], judge: 'our verifier', needs: [] }, `${rule}: ${defect}`, async () => {
    const image = spoiled(mutant, images);
    const found = new Set((await checkImage(imageOf(image.bytes))).map((finding) => finding.rule));
    expect(found).toContain(rule);
    for (const other of also) found.delete(other);
    expect([...found]).toEqual([rule]);
  });
}

test('every rule has a mutant', () => {
  const proved = new Set<string>([...mutants, ...packedMutants].map(([rule]) => rule));
  const unproved = Object.keys(ruleSections).filter((rule) => !proved.has(rule));
  // The last three are of media we do not write: other-media.test.ts.
  expect(unproved).toEqual(['check.too-large', 'udf.sparing', 'udf.virtual', 'udf.metadata']);
});

test('an image cut short by 4 KiB is found', async () => {
  const found = await checkImage(imageOf(images.clean.subarray(0, images.clean.length - 4096)));
  expect(found.map(({ rule }) => rule)).toContain('iso.volume.size');
});
