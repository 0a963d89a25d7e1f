import { BrowserRows } from '../parts/browser-list.tsx';
import { Line } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { SourceView } from '../views/source-view.ts';

/** The file browser. */
export function SourceScreen({ view }: { readonly view: SourceView }) {
  return (
    <>
      {view.question !== '' && <Line row={row(view.question, 'strong')} />}
      <BrowserRows view={view} />
      {view.about.length > 0 && <Line row={view.about} />}
    </>
  );
}
