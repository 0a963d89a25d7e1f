import { Gap } from '../parts/frame.tsx';
import { Line, Lines } from '../parts/say.tsx';
import { row } from '../views/row.ts';

/** A question that lies over everything: leave, or stop the job? */
export function QuestionScreen({
  view,
}: {
  readonly view: { readonly title: string; readonly lines: readonly string[] };
}) {
  return (
    <>
      <Gap />
      <Line row={row(view.title, 'strong')} />
      <Gap />
      <Lines rows={view.lines.map((text) => row(text))} />
    </>
  );
}
