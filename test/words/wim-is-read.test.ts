import { afterEach, expect, test } from 'vitest';
import { notAnImage } from '../../src/engine/contract/failure/source-failures.ts';
import { speak } from '../../src/words/language.ts';
import { remedy } from '../../src/words/remedies.ts';

afterEach(() => speak('en'));

test.each(['en', 'de'] as const)(
  'who is told that a WIM is no disk image hears what reads it (%s)',
  async (language) => {
    await speak(language);
    const { happened } = remedy(notAnImage('/install.wim', { reason: 'wim' }));
    expect(happened).toMatch(/; ls (and|und) extract /);
  },
);
