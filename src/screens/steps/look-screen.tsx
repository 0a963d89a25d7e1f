import { Line, Lines } from '../parts/say.tsx';
import type { LookView } from '../views/inside/look-view.ts';
import { row } from '../views/row.ts';

/** What an image is. */
export function LookScreen({ view }: { readonly view: LookView }) {
  return (
    <>
      <Lines rows={view.rows} />
      {view.more !== '' && <Line row={row(`  ${view.more}`)} />}
    </>
  );
}
