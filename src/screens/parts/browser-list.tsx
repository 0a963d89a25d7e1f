import { row } from '../views/row.ts';
import { Gap } from './frame.tsx';
import { SafeSelect } from './safe-select.tsx';
import { InPlace, Line } from './say.tsx';

/** A folder that is open in a browser: of this machine, or inside an image. */
export interface BrowserList {
  readonly folder: string;
  /** What is typed, in place of the tip. */
  readonly line: { readonly title: string; readonly text: string } | undefined;
  readonly tip: string;
  readonly rows: Parameters<typeof SafeSelect>[0]['rows'];
  readonly cursor: string | undefined;
  /** Instead of rows: why there are none. */
  readonly empty: string | undefined;
  readonly more: string;
}

export function BrowserRows({ view }: { readonly view: BrowserList }) {
  return (
    <>
      <Line row={row(view.folder, 'accent')} />
      {view.line === undefined ? (
        view.tip !== '' && <Line row={row(view.tip)} />
      ) : (
        <Line
          row={[
            { text: `${view.line.title}: `, tone: 'strong' },
            { text: view.line.text, tone: 'accent' },
          ]}
        />
      )}
      <Gap />
      {view.empty === undefined ? (
        <SafeSelect rows={view.rows} cursor={view.cursor} />
      ) : (
        <InPlace text={view.empty} />
      )}
      {view.more !== '' && <Line row={row(`  ${view.more}`)} />}
    </>
  );
}
