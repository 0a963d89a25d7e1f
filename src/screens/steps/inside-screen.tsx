import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { InPlace, Line, Lines } from '../parts/say.tsx';
import type { InsideView } from '../views/inside/inside-view.ts';
import { row } from '../views/row.ts';

/** The browser inside an image. */
export function InsideScreen({ view }: { readonly view: InsideView }) {
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
      <Lines rows={view.foot} />
    </>
  );
}
