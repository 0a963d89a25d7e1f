import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/**
 * Who may import whom. The first row whose folder holds the importing file counts.
 * `types:` rows may be imported as types only.
 */
const rules: readonly { readonly from: string; readonly may: readonly string[] }[] = [
  { from: 'src/engine/codec', may: ['src/engine/codec', 'src/engine/ports/failure.ts'] },
  {
    from: 'src/engine/formats',
    may: ['src/engine/formats', 'src/engine/codec', 'src/engine/ports', 'types:src/engine/jobs/events.ts'],
  },
  // The verifier shares nothing with what it verifies.
  { from: 'src/engine/check', may: ['src/engine/check', 'src/engine/ports'] },
  {
    from: 'src/engine/ports',
    may: ['src/engine/ports', 'types:src/engine/jobs/events.ts', 'types:src/engine/plan/plan.ts'],
  },
  { from: 'src/engine/words', may: ['src/engine/words', 'src/engine/ports', 'types:src/engine'] },
  { from: 'src/engine/progress', may: ['src/engine/progress', 'src/engine/words', 'types:src/engine'] },
  { from: 'src/engine/plan', may: ['src/engine/plan', 'zod'] },
  { from: 'src/engine/memory', may: ['src/engine/memory', 'node:'] },
  { from: 'src/engine/decode', may: ['src/engine', 'node:', 'xz-decompress'] },
  { from: 'src/engine', may: ['src/engine', 'node:', 'zod'] },
  {
    from: 'src/hw',
    may: [
      'src/hw',
      'src/engine/ports',
      'src/engine/memory',
      'src/engine/targets/positional-io.ts',
      'node:',
      'systeminformation',
    ],
  },
  {
    from: 'src/screens',
    may: [
      'src/screens',
      'src/engine/words',
      'src/engine/progress',
      'src/engine/plan',
      'src/engine/ports',
      'types:src/engine',
      'ink',
      'react',
      'ink-select-input',
    ],
  },
  { from: 'src/cli', may: ['src/cli', 'src/engine', 'commander', 'zod', 'node:'] },
  { from: 'src', may: ['src', 'package.json', 'node:', 'ink', 'react'] },
];

interface Import {
  readonly file: string;
  readonly of: string;
  readonly typeOnly: boolean;
}

const files = sources('src');
const imports = files.flatMap(importsOf);

test('rooms import only what the house allows', () => {
  const breaches = imports.filter((entry) => !allowed(entry)).map(({ file, of }) => `${file} imports ${of}`);
  expect(breaches, 'if it is meant, change the rules at the top of test/architecture.test.ts').toEqual([]);
});

test('the rules refuse what they should', () => {
  const breach = (file: string, of: string): boolean => !allowed({ file, of, typeOnly: false });
  expect(breach('src/engine/formats/iso9660/names.ts', 'node:fs')).toBe(true);
  expect(breach('src/screens/app.tsx', 'src/hw/index.ts')).toBe(true);
  expect(breach('src/hw/machine.ts', 'src/screens/app.tsx')).toBe(true);
  expect(breach('src/cli/make.ts', 'ink')).toBe(true);
  expect(breach('src/cli/make.ts', 'src/engine/plan/plan.ts')).toBe(false);
});

test('no imports go round in a circle', () => {
  expect(circles()).toEqual([]);
});

test('formats and codecs know no clock and no randomness', () => {
  const inPureRooms = files.filter((file) => /^src\/engine\/(codec|formats)\//.test(file));
  expect(inPureRooms.length).toBeGreaterThan(5);
  const guilty = inPureRooms.filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|performance\.now|process\./.test(text(file)),
  );
  expect(guilty).toEqual([]);
});

test('only the door ends the process, and only it knows the arguments', () => {
  const guilty = files.filter(
    (file) => !/^src\/(main|door)/.test(file) && /process\.(exit|argv|stdout|stdin)\b/.test(text(file)),
  );
  expect(guilty).toEqual([]);
});

test('screens take keys through one hook', () => {
  const users = files.filter((file) => file.startsWith('src/screens') && /\buseInput\b/.test(text(file)));
  expect(users.length).toBeLessThanOrEqual(1);
});

test('files hold one idea: none is longer than 250 lines', () => {
  const long = files.filter((file) => text(file).split('\n').length > 251);
  expect(long).toEqual([]);
});

function allowed({ file, of, typeOnly }: Import): boolean {
  const rule = rules.find(({ from }) => file.startsWith(`${from}/`) || file === from);
  if (!rule) return true;
  return rule.may.some((may) => {
    if (may.startsWith('types:')) return typeOnly && within(of, may.slice('types:'.length));
    return may.endsWith(':') ? of.startsWith(may) : within(of, may);
  });
}

function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** Chains of imports that come back to where they began; types do not count, they are gone at run time. */
function circles(): string[] {
  const next = Map.groupBy(
    imports.filter(({ typeOnly, of }) => !typeOnly && of.startsWith('src/')),
    ({ file }) => file,
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const { of } of next.get(file) ?? []) visit(of, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  return found;
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:([\w*{][^;'"]*?)\s+from\s+)?'([^']+)'|import\('([^']+)'\)/g;
  for (const [, , type, names, from, dynamic] of text(file).matchAll(pattern)) {
    const specifier = from ?? dynamic;
    if (specifier === undefined) continue;
    const of = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    found.push({ file, of, typeOnly: type !== undefined || onlyTypes(names) });
  }
  return found;
}

/** `{ type A, type B }` */
function onlyTypes(names: string | undefined): boolean {
  if (!names?.startsWith('{')) return false;
  const parts = names
    .slice(1, names.lastIndexOf('}'))
    .split(',')
    .map((part) => part.trim());
  return parts.every((part) => part === '' || part.startsWith('type '));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function text(file: string): string {
  return readFileSync(file, 'utf8');
}
