import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import { row, type Tone } from '../views/row.ts';
import { Line } from './say.tsx';

export interface SelectRow {
  readonly id: string;
  readonly text: string;
  /** Of a row that the mark is not on. */
  readonly tone?: Tone;
}

/**
 * The list of ink-select-input without its keys: there digits choose at once, the ends wrap round, and a changed list
 * moves the mark (terminal.md §1.4.2). Keys are ours; the mark stands on `cursor`, or nowhere.
 */
export function SafeSelect({
  rows,
  cursor,
}: {
  readonly rows: readonly SelectRow[];
  readonly cursor: string | undefined;
}) {
  if (rows.length === 0) return null;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <SelectInput
        key={JSON.stringify([cursor, rows.map(({ id }) => id)])}
        isFocused={false}
        items={rows.map(({ id, text, tone }) => ({ key: id, value: id, label: text, tone }))}
        initialIndex={rows.findIndex(({ id }) => id === cursor)}
        indicatorComponent={Mark}
        itemComponent={Item}
      />
    </Box>
  );
}

/** A character, not only a colour; the same one on every machine. */
function Mark({ isSelected = false }: { readonly isSelected?: boolean }) {
  return <Text>{isSelected ? '> ' : '  '}</Text>;
}

function Item({ label, isSelected = false, tone = 'plain' }: ItemProps) {
  return <Line row={row(label, isSelected ? 'strong' : tone)} />;
}

interface ItemProps {
  readonly label: string;
  readonly isSelected?: boolean;
  readonly tone?: Tone | undefined;
}
