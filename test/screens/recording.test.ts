import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { svgOf, themes } from '../../scripts/recording/svg.ts';

test('the recordings of the README are those of the screens as they are: npm run recording', () => {
  const env = { ...process.env, FORCE_COLOR: '1', ISOWRIGHT_LANG: 'en', TZ: 'UTC', NO_COLOR: '' };
  const args = ['scripts/demo.mjs', 'recording'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8', timeout: 60_000 });
  expect(stderr).toBe('');
  const { frames, size } = JSON.parse(stdout);
  for (const [name, theme] of Object.entries(themes))
    expect(svgOf(frames, size, theme) === readFileSync(`docs/recordings/write-${name}.svg`, 'utf8')).toBe(
      true,
    );
});

test('an SVG holds what stands in the frames, with its colours and at its columns, and nothing that is code', () => {
  const lines = ['plain \u001b[1mbold\u001b[22m \u001b[36mcyan\u001b[39m', '\u001b[7m<&>\u001b[27m'];
  const svg = svgOf([{ lines, seconds: 1 }], { columns: 20, rows: 2 }, themes.dark);
  expect(svg).toContain('font-weight="bold">bold</text>');
  expect(svg).toContain(`fill="${themes.dark.ink[36]}">cyan</text>`);
  expect(svg).toContain('>&#60;&#38;&#62;</text>');
  expect(svg).not.toContain('\u001b');
});

test('what was drawn can be read as XML', () => {
  for (const name of Object.keys(themes)) {
    const text = readFileSync(`docs/recordings/write-${name}.svg`, 'utf8');
    expect(text.match(/<g\b/g)?.length).toBe(text.match(/<\/g>/g)?.length);
    expect(text).not.toMatch(/&(?!#\d+;)/);
  }
});
