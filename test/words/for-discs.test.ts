import { afterEach, expect, test } from 'vitest';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { refusalFailure } from '../../src/engine/contract/ports/refusal-failure.ts';
import { speak } from '../../src/words/language.ts';
import { refusalText } from '../../src/words/refusals.ts';
import { remedy } from '../../src/words/remedies.ts';

// An optical drive is no target of `write`: who names one is told of `burn`.

afterEach(() => speak('en'));

const drive = { path: '/dev/sr0', parts: [] } as unknown as Drive;
const optical = { code: 'optical', facts: { reason: 'optical' } } as const;
const empty = { code: 'no-medium', facts: { reason: 'no-disc' } } as const;
const noCard = { code: 'no-medium', facts: { reason: 'no-medium' } } as const;

test.each(['en', 'de'] as const)('devices and the refusal name the command: %s', async (language) => {
  await speak(language);
  expect(refusalText(optical)).toContain('isowright burn');
  for (const refusal of [optical, empty])
    expect(JSON.stringify(remedy(refusalFailure(drive, refusal)))).toMatch(
      /isowright burn [A-Z]+ \/dev\/sr0/,
    );
  expect(JSON.stringify(remedy(refusalFailure(drive, noCard)))).not.toContain('burn');
});
