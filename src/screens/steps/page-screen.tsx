import { Gap } from '../parts/frame.tsx';
import { Line, Lines } from '../parts/say.tsx';
import type { PageView } from '../views/page-view.ts';
import { row } from '../views/row.ts';

/** Help, plan or log over the screen. */
export function PageScreen({ view }: { readonly view: PageView }) {
  return (
    <>
      <Line row={row(view.title, 'strong')} />
      <Gap />
      <Lines rows={view.rows} />
      <Line row={row(view.more, 'warn')} />
    </>
  );
}
