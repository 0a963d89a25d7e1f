import { expect, test } from 'vitest';
import type { Target, TargetNote } from '../../../../src/engine/contract/ports/target.ts';
import { preparedTarget } from '../../../../src/engine/jobs/steps/prepared-target.ts';
import { heldTarget } from '../../../../src/engine/write/targets/held-target.ts';
import { overTarget } from '../../../../src/engine/write/targets/over-target.ts';
import { watched } from '../../../../src/engine/write/transfer/watched-target.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';

const met: TargetNote = { code: 'partition-table-not-reread', text: 'busy' };

/** A drive keeps what it met in a private member. */
class NotingTarget extends FakeTarget {
  readonly #notes: TargetNote[] = [met];
  get notes(): readonly TargetNote[] {
    return this.#notes;
  }
  async discard(): Promise<void> {
    this.#notes.length = 0;
  }
}

const decorators: Readonly<Record<string, (target: Target) => Target>> = {
  watched: (target) => {
    const one = watched(target, { nowMs: () => 0, onNote: () => undefined });
    one.unwatch();
    return one;
  },
  held: (target) => heldTarget(target, async () => undefined),
  prepared: (target) => preparedTarget(target, { restored: false }),
};

for (const [name, decorate] of Object.entries(decorators))
  test(`a target that is ${name} says what it met instead of falling over its private members`, async () => {
    const target = decorate(new NotingTarget());
    expect(target.notes).toEqual([met]);
    expect(target.name).toBe('fake');
    await target.discard?.();
    expect(target.notes).toEqual([]);
  });

test('decorators can lie around each other, and what one does otherwise is done', async () => {
  const inner = new NotingTarget();
  const target = decorators.watched?.(overTarget(inner, { write: async () => undefined })) ?? inner;
  await target.write(0, new Uint8Array(3));
  expect(inner.calls).toEqual([]);
  expect(target.notes).toEqual([met]);
});
