import { describe, expect, test } from 'vitest';
import type { DoneFact } from '../../../src/engine/contract/events/events.ts';
import { plan as planSchema } from '../../../src/engine/contract/plan/plan.ts';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { optionsView } from '../../../src/screens/views/options-view.ts';
import { choiceValues } from '../../../src/screens/wizard/options/choices.ts';
import { textIds } from '../../../src/screens/wizard/options/texts.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { shownSteps } from '../../../src/screens/wizard/steps.ts';
import { atOptions, atSource, atTarget, type Driver, liveDryRun } from '../drive-wizard.ts';

/** To the row with this title. */
function goTo(driver: Driver, title: string): Driver {
  const isThere = () => optionsView(driver.asking, DEFAULT_LOOK).rows.find(({ id }) => id === cursor())?.text;
  const cursor = () => optionsView(driver.asking, DEFAULT_LOOK).cursor;
  for (let tries = 0; tries < 60; tries++) driver.keys('up');
  for (let tries = 0; tries < 60 && !isThere()?.startsWith(title); tries++) driver.keys('down');
  if (!isThere()?.startsWith(title)) throw new Error(`no row ${title}`);
  return driver;
}

const author = (driver: Driver) => {
  const plan = makePlan(driver.asking);
  return plan?.source?.kind === 'folder' ? plan.source.author : undefined;
};
const about = (driver: Driver) =>
  optionsView(driver.asking, DEFAULT_LOOK)
    .about.flat()
    .map(({ text }) => text)
    .join(' ');

describe('the options of an image', () => {
  test('leave out of the plan what is at its default, so that boot menus decide the label', () => {
    expect(author(atOptions())).toEqual({
      joliet: true,
      rockRidge: true,
      followLinks: false,
      exclude: [],
      madeAt: expect.any(Number),
      strict: false,
    });
  });

  test('say as a label what the boot menu looks for, and warn of another one', () => {
    const driver = atOptions().dryRun(liveDryRun);
    expect(optionsView(driver.asking, DEFAULT_LOOK).rows[0]?.text).toContain('auto: Fedora-WS-Live-41');
    driver.type('MYDISC');
    expect(about(driver)).toContain('The boot menu looks for a volume named Fedora-WS-Live-41');
    expect(driver.keys('enter').asking.step).toBe('summary');
    expect(author(driver)).toMatchObject({ label: 'MYDISC' });
  });

  test('say what the folder is and what will start where, before anything is chosen', () => {
    const { found } = optionsView(atOptions().dryRun(liveDryRun).asking, DEFAULT_LOOK);
    expect(found.flat().map(({ text }) => text)).toEqual([
      'The folder is a Fedora, Red Hat or similar medium.',
      'BIOS: CD yes, USB stick no; UEFI: CD yes, USB stick yes',
    ]);
  });

  test('check a label while it is typed, and let nobody on with one that does not fit', () => {
    const driver = atOptions().type('a label of more than sixteen');
    expect(about(driver)).toBe('Windows shows only its first 16 characters: a label of more ');
    driver.type(' characters, and of 32');
    expect(about(driver)).toBe('The label has 50 characters; at most 32 fit.');
    driver.keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'options',
      notice: 'Label: The label has 50 characters; at most 32 fit.',
    });
    expect(driver.keys('ctrl-u').type('Zürich').asking.step).toBe('options');
    expect(about(driver)).toContain('ISO 9660 allows only ASCII here');
  });

  test('take patterns as a list, typed or pasted, and say how many entries they take away', () => {
    const driver = goTo(atOptions(), 'Leave out').type('*.tmp, /build/');
    driver.do({ do: 'paste', text: '\n# notes\n!keep.tmp\n', atMs: driver.atMs });
    expect(author(driver)?.exclude).toEqual(['*.tmp', '/build/# notes', '!keep.tmp']);
    const fresh = goTo(atOptions(), 'Leave out');
    fresh.do({ do: 'paste', text: '*.o\nnode_modules/\na\\,b\n', atMs: fresh.atMs });
    expect(author(fresh)?.exclude).toEqual(['*.o', 'node_modules/', 'a,b']);
    fresh.keys('enter').dryRun({ ...liveDryRun, report: { ...liveDryRun.report, excludedEntries: 12 } });
    expect(about(fresh.keys('escape'))).toContain('Left out: 12 entries');
  });

  test('turn with Space, Right and Left, and go round', () => {
    const driver = goTo(atOptions(), 'Checksums inside').keys(' ');
    expect(author(driver)).toMatchObject({ checksums: 'sha256' });
    expect(author(driver.keys('right'))).toMatchObject({ checksums: 'md5' });
    expect(author(driver.keys('right'))).not.toHaveProperty('checksums');
    expect(author(driver.keys('left'))).toMatchObject({ checksums: 'md5' });
  });

  test('hide what is seldom needed behind Tab, and say when some of it was changed', () => {
    const driver = atOptions();
    const titles = () =>
      optionsView(driver.asking, { ...DEFAULT_LOOK, rows: 60 }).rows.map(({ text }) => text);
    expect(titles().some((text) => text.startsWith('Publisher'))).toBe(false);
    driver.keys('tab');
    expect(optionsView(driver.asking, DEFAULT_LOOK).cursor).toBe('isoLevel');
    expect(titles().some((text) => text.startsWith('Publisher'))).toBe(true);
    goTo(driver, 'Publisher').type('Museum');
    driver.keys('tab');
    expect(optionsView(driver.asking, DEFAULT_LOOK).more).toContain('Tab shows more, 1 of it changed');
    expect(author(driver)).toMatchObject({ volume: { publisher: 'Museum' } });
  });

  test('take every field of the volume descriptors, and times in both forms', () => {
    const driver = atOptions().keys('tab');
    goTo(driver, 'Padding').type('0');
    goTo(driver, 'One time').type('1700000000');
    goTo(driver, 'System').type('LINUX');
    goTo(driver, 'Copyright').type('COPYING');
    goTo(driver, 'Created at').type('2026-11-22T12:00:00Z');
    goTo(driver, 'Expires').type('1900000000');
    expect(author(driver)).toMatchObject({
      paddingSectors: 0,
      fixedTime: 1_700_000_000,
      madeAt: 1_700_000_000,
      volume: {
        systemId: 'LINUX',
        copyrightFile: 'COPYING',
        createdAt: Date.parse('2026-11-22T12:00:00Z') / 1000,
        expiresAt: 1_900_000_000,
      },
    });
    expect(planSchema.parse(makePlan(driver.asking))).toBeDefined();
  });

  test.each([
    ['Padding', 'many', 'A number of sectors'],
    ['One time', '-1', 'Seconds since 1970'],
    ['Created at', 'tomorrow', 'A time like'],
    ['Copyright', 'a/b', 'no slash'],
    ['System', 'x'.repeat(33), '32 fit'],
    ['Receipt', 'receipt.json', 'The full path'],
  ])('refuse a wrong %s at once', (title, text, problem) => {
    const driver = goTo(atOptions().keys('tab'), title).type(text);
    expect(about(driver)).toContain(problem);
    expect(driver.keys('enter').asking.notice).toContain(problem);
    expect(driver.asking.step).toBe('options');
  });

  test('refuse choices that leave no file system', () => {
    const driver = goTo(atOptions(), 'UDF').keys('left');
    goTo(driver.keys('tab'), 'ISO 9660 ').keys('down', ' ', 'enter');
    expect(driver.asking.notice).toContain('no file system left');
    expect(goTo(driver, 'UDF').keys('right', 'enter').asking.step).toBe('summary');
    expect(author(driver)).toMatchObject({ iso9660: false });
    expect(author(driver)).not.toHaveProperty('hybrid');
  });

  test('refuse what cannot be packed, and pack the rest', () => {
    const driver = goTo(atOptions().keys('tab'), 'Compress').keys(' ');
    expect(author(driver)).toMatchObject({ zisofs: true });
    goTo(driver, 'Checksums inside').keys(' ', 'enter');
    expect(driver.asking).toMatchObject({ step: 'options' });
    expect(driver.asking.notice).toContain('Checksums cannot be made of compressed files');
  });

  test('turn boot off with all that hangs on it', () => {
    const driver = goTo(atOptions(), 'Boots from').keys(' ');
    expect(author(driver)).toMatchObject({ hybrid: true });
    goTo(driver, 'Boot').keys(' ');
    expect(author(driver)).toMatchObject({ boot: 'none' });
    expect(author(driver)).not.toHaveProperty('hybrid');
  });

  test('an image can be laid out anew, with its own suggestions', () => {
    const driver = atSource('make').type('debian-12.9').keys('enter').found();
    expect(driver.asking).toMatchObject({
      step: 'output',
      output: { name: { text: 'debian-12.9-amd64-netinst-2026-11-22.iso' } },
    });
    expect(makePlan(driver.asking)).toMatchObject({ do: 'make', source: { kind: 'opened-image' } });
    expect(atSource('make').type('notes').keys('enter').found().asking.notice).toContain(
      'No files can be taken',
    );
  });

  test('boot files are taken from an original image when the folder lacks them', () => {
    const lacking: DoneFact = {
      ...liveDryRun,
      report: {
        ...liveDryRun.report,
        boot: {
          profile: 'fedora',
          table: 'none',
          notes: [{ code: 'bios-image-missing', about: '/isolinux/isolinux.bin' }],
        },
      },
    };
    const driver = atOptions().dryRun(lacking);
    const { found } = optionsView(driver.asking, DEFAULT_LOOK);
    expect(found.at(-1)?.[0]?.text).toContain('/isolinux/isolinux.bin');
    goTo(driver, 'Boot files from').type('original.iso');
    expect(about(driver)).toContain('The full path of a file');
    driver.keys('ctrl-u').type('/isos/original.iso');
    expect(author(driver)).toMatchObject({ bootFrom: '/isos/original.iso' });
  });

  test('another folder forgets the label, and keeps the rest', () => {
    const driver = atOptions().type('MYDISC');
    goTo(driver, 'Refuse any loss').keys(' ');
    driver.keys('escape', 'escape').listed();
    driver.atMs += 2_000;
    driver.type('archive').keys(' ');
    expect(driver.asking.answers.options.texts.label.text).toBe('');
    expect(driver.asking.answers.options.choices.strict).toBe('on');
  });
});

describe('the options of a write', () => {
  const atWriteOptions = () => atTarget().keys('down', 'enter');

  test('are in the plan: proof, only what differs, the test, a receipt', () => {
    const driver = goTo(atWriteOptions(), 'Read back').keys(' ');
    goTo(driver, 'Only what differs').keys(' ');
    goTo(driver, 'Test').keys(' ', ' ');
    goTo(driver.keys('tab'), 'Receipt').type('/home/ann/r.json');
    goTo(driver, 'Discard').keys(' ');
    goTo(driver, 'Use the block map').keys(' ');
    expect(makePlan(driver.asking)).toMatchObject({
      verify: false,
      delta: true,
      test: 'full',
      discard: true,
      source: { bmap: false },
      receipt: '/home/ann/r.json',
    });
  });

  test('are those of a verify that is chosen afterwards, where they are shown', () => {
    const { asking } = goTo(atWriteOptions().keys('tab'), 'Use the block map').keys(' ');
    const verify = makePlan({ ...asking, answers: { ...asking.answers, task: 'verify' } });
    expect(makePlan(asking)).toMatchObject({ source: { bmap: false } });
    expect(verify).toMatchObject({ do: 'verify', source: { kind: 'image', bmap: false } });
  });

  test('that all are for those who know are shown at once, and Tab has nothing to add', () => {
    const driver = atSource('verify').type('memtest').keys('enter').found().drives().keys('down', 'enter');
    const titles = optionsView(driver.asking, DEFAULT_LOOK).rows.map(({ text }) => text);
    expect(titles.length).toBeGreaterThan(2);
    expect(titles).toContainEqual(expect.stringMatching(/^Use the block map/));
    driver.keys('tab');
    expect(optionsView(driver.asking, DEFAULT_LOOK).rows.map(({ text }) => text)).toEqual(titles);
    goTo(driver, 'Use the block map').keys(' ');
    expect(makePlan(driver.asking)).toMatchObject({ do: 'verify', source: { bmap: false } });
  });

  test('that do not apply are no step: a receipt has none', () => {
    const answers = {
      ...atSource('verify').asking.answers,
      source: { kind: 'receipt', path: '/r.json' },
    } as const;
    expect(
      shownSteps({ ...answers, source: { ...answers.source, sizeBytes: undefined } }).map(({ id }) => id),
    ).not.toContain('options');
  });

  test('of an image that is laid out anew are those of an image that is made', () => {
    const driver = goTo(atWriteOptions().keys('tab'), 'Lay out anew').keys(' ');
    goTo(driver, 'Label').type('MINE');
    expect(makePlan(driver.asking)).toMatchObject({
      source: { kind: 'opened-image', author: { label: 'MINE' } },
    });
  });

  test('say that writing only what differs will pay, when a sample says so', () => {
    const sampled = (differing: number) =>
      goTo(
        atWriteOptions().dryRun({
          event: 'done',
          ok: true,
          exitCode: 0,
          outcome: 'done-unverified',
          report: {
            elapsedMs: 9,
            source: { path: '/home/ann/isos/debian-12.9-amd64-netinst.iso', sizeBytes: 661_651_456 },
            samples: [{ target: 'sdb', places: 48, differing }],
          },
        }),
        'Only what differs',
      );
    expect(about(sampled(2))).toContain(
      'A sample of 48 places: about 4% differs. Writing only that is quicker.',
    );
    expect(about(sampled(40))).toContain('Writing only that is not quicker.');
  });
});

test('no two options have one name', () => {
  const ids = [...Object.keys(choiceValues), ...textIds];
  expect(new Set(ids).size).toBe(ids.length);
});
