import { Line, Lines } from '../parts/say.tsx';
import type { ExtractView } from '../views/inside/extract-view.ts';
import { row } from '../views/row.ts';

/** Files are taken out of an image. */
export function ExtractScreen({ view }: { readonly view: ExtractView }) {
  return (
    <>
      <Lines rows={view.rows} />
      {view.more !== '' && <Line row={row(view.more, 'warn')} />}
    </>
  );
}
