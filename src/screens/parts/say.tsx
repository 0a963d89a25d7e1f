import { Box, Text } from 'ink';
import { drawable } from '../look/drawable.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, useLook } from '../look/look.ts';
import { type Piece, type Row, row, type Tone } from '../views/row.ts';

type Look = { readonly bold?: boolean; readonly dimColor?: boolean; readonly color?: string };

/** Sixteen colours only, so that the person's theme decides; a tone is never the only sign of anything. */
const TONES: { readonly [T in Tone]: Look } = {
  plain: {},
  dim: { dimColor: true },
  strong: { bold: true },
  accent: { color: 'cyan' },
  good: { bold: true, color: 'green' },
  warn: { color: 'yellow' },
  danger: { bold: true, color: 'red' },
};

/** One piece of text in characters this terminal has. */
export function Say({ text, tone }: Piece) {
  const { colour, glyphs } = useLook();
  return <Text {...(colour ? TONES[tone] : {})}>{drawable(text, glyphs)}</Text>;
}

/** One line of the screen: never wraps, never shrinks. A piece is what stands at its place: the place is its key. */
export function Line({ row }: { readonly row: Row }) {
  const pieces = row.filter(({ text }) => text !== '').map((part, place) => ({ ...part, place }));
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate-end">
        {pieces.map(({ place, ...part }) => (
          <Say key={place} {...part} />
        ))}
      </Text>
    </Box>
  );
}

/** A sentence in the place of a list, two columns in; below itself where it is too long for one line. */
export function InPlace({ text }: { readonly text: string }) {
  const look = useLook();
  return <Lines rows={wrapText(text, bodyColumns(look) - 2).map((line) => row(`  ${line}`))} />;
}

/** Lines one below the other. */
export function Lines({ rows }: { readonly rows: readonly Row[] }) {
  return rows.map((row, place) => ({ row, place })).map(({ row, place }) => <Line key={place} row={row} />);
}
