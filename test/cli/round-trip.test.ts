import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { type Plan, plan as planSchema } from '../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import { beginAsking } from '../../src/screens/wizard/begin.ts';
import {
  type ChoiceId,
  type Choices,
  choiceValues,
  defaultChoices,
} from '../../src/screens/wizard/options/choices.ts';
import { emptyTexts } from '../../src/screens/wizard/options/texts.ts';
import { valuesOf } from '../../src/screens/wizard/options/values.ts';
import { textField } from '../../src/screens/wizard/text-field.ts';
import { authorOf } from '../../src/tasks/build.ts';
import { commandLine } from '../../src/tasks/command-line.ts';
import { kingston, sandisk } from '../screens/fake-drives.ts';
import { planned } from './planned.ts';

// The line under the summary must be a way to the very same plan: it is made from a plan, cut into words by a real
// shell, parsed by the real command line, and what comes out is compared.

const MADE_AT = 1_795_000_000;
let folder = '';
let drives: readonly Drive[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "isowright it's "));
  mkdirSync(join(folder, 'tree $HOME'));
  for (const name of ['image.iso', 'other.iso', 'sdb', 'sdc', 'sdm'])
    writeFileSync(join(folder, name), name.replace('image', '\0mage'));
  const mounted = { code: 'mounted' as const, text: 'mounted at /mnt' };
  drives = [
    { ...sandisk, path: join(folder, 'sdb') },
    { ...kingston, path: join(folder, 'sdc'), serial: '' },
    { ...kingston, path: join(folder, 'sdm'), name: 'sdm', refusals: [mounted] },
  ];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The plan that a line of a shell leads to. */
async function planOf(line: string): Promise<Plan> {
  const shell = `isowright() { printf '%s\\0' "\${SOURCE_DATE_EPOCH:-}" "$@"; }; ${line}`;
  const [epoch = '', ...argv] = execFileSync('sh', ['-c', shell], {
    encoding: 'utf8',
    timeout: 10_000,
  }).split('\0');
  const environment = { SOURCE_DATE_EPOCH: epoch };
  const { plan, said } = await planned(argv.slice(0, -1), { drives, environment, nowMs: MADE_AT * 1000 });
  if (plan === undefined) throw new Error(`${line}\n${said}`);
  return planSchema.parse(plan);
}

/** What a line cannot say: when it is pasted, and what the drives look like by then. */
function sayable(plan: Plan): unknown {
  return JSON.parse(
    JSON.stringify(plan, (key, value) =>
      key === 'deviceNumber' || key === 'diskSequence' ? undefined : value,
    ),
  );
}

async function expectSame(plan: Plan): Promise<void> {
  const line = commandLine(plan);
  const again = await planOf(line);
  expect(sayable(again), line).toEqual(sayable(planSchema.parse(plan) as Plan));
}

const anyChoices: fc.Arbitrary<Choices> = fc.record(
  Object.fromEntries(
    Object.entries(choiceValues).map(([id, values]) => [id, fc.constantFrom(...values)]),
  ) as unknown as { [C in ChoiceId]: fc.Arbitrary<Choices[C]> },
);
const awkward = fc.constantFrom(
  '',
  'plain',
  'two words',
  "it's",
  '$HOME `x` "q"',
  '-x',
  '--label',
  'Ü \\ !',
  '*',
);
const anyTexts = fc.record({
  label: awkward,
  exclude: fc.constantFrom('', '*.o, !keep.o', "it's, $(date), -x", 'a\\,b'),
  publisher: awkward,
  systemId: awkward,
  copyrightFile: fc.constantFrom('', 'COPYING'),
  hide: fc.constantFrom('', '*.o, /boot'),
  hideJoliet: fc.constantFrom('', "it's"),
  hideUdf: fc.constantFrom('', 'a b'),
  padding: fc.constantFrom('', '0', '300'),
  bootFrom: fc.constantFrom('', "/isos/it's an original.iso"),
  fixedTime: fc.constantFrom('', '1700000000'),
  createdAt: fc.constantFrom('', '2026-11-22T12:00:00Z'),
  expiresAt: fc.constantFrom('', '1900000000', '-86400'),
});

/** What the wizard's options screen leads to, for a folder or for an image that is laid out anew. */
function authored(
  choices: Choices,
  texts: Readonly<Record<string, string>>,
  kind: 'folder' | 'image',
): AuthorOptions {
  const { answers } = beginAsking({ folder: '/', task: 'make' }, MADE_AT * 1000);
  const fields = Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, textField(text)]));
  const source = { kind, path: join(folder, 'tree $HOME'), sizeBytes: undefined };
  const options = { choices, texts: { ...emptyTexts, ...fields } };
  return authorOf({ values: valuesOf({ ...answers, source, options }), madeAt: answers.madeAt });
}

test('every image the options can ask for is the plan of its command line', async () => {
  await fc.assert(
    fc.asyncProperty(anyChoices, anyTexts, fc.boolean(), async (choices, texts, replace) => {
      const isFolder = choices.rebuild === 'off';
      const path = join(folder, isFolder ? 'tree $HOME' : 'image.iso');
      await expectSame({
        v: 1,
        do: 'make',
        source: {
          kind: isFolder ? 'folder' : 'opened-image',
          path,
          author: authored(choices, texts, isFolder ? 'folder' : 'image'),
        },
        output: { path: join(folder, 'out file.iso'), replace },
        verify: choices.verify === 'on',
        ...(replace && { receipt: join(folder, 'r.json') }),
      });
    }),
    { numRuns: 60 },
  );
}, 60_000);

function driveTarget({ path, serial, sizeBytes }: Drive, unmount = false) {
  return { kind: 'drive' as const, path, expect: { serial, sizeBytes }, ...(unmount && { unmount: true }) };
}

test('every write is the plan of its command line: several drives, without serials, mounted ones', async () => {
  const [one, two, mounted] = drives;
  const common = {
    v: 1,
    do: 'write',
    verify: true,
    source: { kind: 'image', path: join(folder, 'image.iso') },
  } as const;
  await expectSame({ ...common, targets: [driveTarget(one!)] });
  await expectSame({
    ...common,
    targets: [driveTarget(one!), driveTarget(two!)],
    delta: true,
    test: 'off' as const,
  });
  await expectSame({ ...common, targets: [driveTarget(mounted!, true)], verify: false, test: 'full' });
  await expectSame({ ...common, targets: [driveTarget(one!, false), driveTarget(mounted!, true)] });
  await expectSame({
    ...common,
    targets: [driveTarget(one!), { ...driveTarget(two!), image: join(folder, 'other.iso') }],
    receipt: join(folder, 'receipt.json'),
  });
  await expectSame({
    ...common,
    source: { kind: 'image', path: 'https://example.org/a%20b.iso?x=1&y=2' },
    targets: [driveTarget(one!)],
  });
  await expectSame({
    ...common,
    source: { kind: 'image', path: join(folder, 'image.iso'), bmap: false },
    targets: [driveTarget(one!)],
    discard: true,
  });
  await expectSame({
    ...common,
    source: { kind: 'image', path: join(folder, 'image.iso'), bmap: join(folder, 'other.iso') },
    targets: [driveTarget(one!)],
  });
  await expectSame({
    ...common,
    source: {
      kind: 'image',
      path: join(folder, 'image.iso'),
      sha256: '0a'.repeat(32),
      hashFile: join(folder, 'other.iso'),
    },
    targets: [driveTarget(one!)],
  });
  const author = authored({ ...defaultChoices, udf: 'on' }, {}, 'image');
  await expectSame({
    ...common,
    source: { kind: 'opened-image', path: join(folder, 'image.iso'), author },
    targets: [driveTarget(one!)],
  });
  const file = { kind: 'file', path: join(folder, 'sdb'), sizeBytes: 3 } as const;
  await expectSame({ ...common, targets: [file, { ...file, path: join(folder, 'sdc') }] });
});

test('verify and restore are the plans of their command lines', async () => {
  const [one, two] = drives;
  const source = { kind: 'image', path: join(folder, 'image.iso') } as const;
  await expectSame({ v: 1, do: 'verify', source, targets: [] });
  await expectSame({ v: 1, do: 'verify', source, targets: [driveTarget(one!), driveTarget(two!)] });
  const receipt = { kind: 'receipt', path: join(folder, "it's a receipt.json") } as const;
  writeFileSync(receipt.path, '{"kind": "isowright-receipt"}');
  await expectSame({ v: 1, do: 'verify', source: receipt, targets: [driveTarget(one!), driveTarget(two!)] });
  await expectSame({ v: 1, do: 'restore', targets: [driveTarget(one!)], label: "MY'KEYS" });
});

test('every reading is the plan of its command line: several files, files that stand for drives, a scan', async () => {
  const source = { kind: 'medium' as const, path: join(folder, 'image.iso') };
  const out = (name: string, replace = false) => ({ path: join(folder, name), replace });
  const targets = [{ kind: 'file' as const, path: join(folder, 'sdb'), sizeBytes: 3 }];
  const base = { v: 1 as const, do: 'read' as const, source };
  await expectSame({ ...base, output: out('a.img'), otherOutputs: [out('b it.img.zst')] });
  await expectSame({ ...base, output: out('a.img', true), otherOutputs: [out('b.img', true)], targets });
  await expectSame({ ...base, targets, whole: true, map: join(folder, 'a map') });
  await expectSame({ ...base, scan: true });
});
