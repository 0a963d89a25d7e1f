import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { InPlace, Line } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { SourceView } from '../views/source-view.ts';

/** The file browser. */
export function SourceScreen({ view }: { readonly view: SourceView }) {
  return (
    <>
      {view.question !== '' && <Line row={row(view.question, 'strong')} />}
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
      {view.about.length > 0 && <Line row={view.about} />}
    </>
  );
}
