import { BrowserRows } from '../parts/browser-list.tsx';
import { Lines } from '../parts/say.tsx';
import type { InsideView } from '../views/inside/inside-view.ts';

/** The browser inside an image. */
export function InsideScreen({ view }: { readonly view: InsideView }) {
  return (
    <>
      <BrowserRows view={view} />
      <Lines rows={view.foot} />
    </>
  );
}
