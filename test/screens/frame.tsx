import { renderToString } from 'ink';
import { type Look, LookContext } from '../../src/screens/look/look.ts';
import { Screen } from '../../src/screens/screen.tsx';
import { type Shown, screenView } from '../../src/screens/views/screen-view.ts';

/** One screen as text. */
export function frameOf(wizard: Shown, nowMs: number, look: Look): string {
  return renderToString(
    <LookContext value={look}>
      <Screen view={screenView(wizard, nowMs, look)} />
    </LookContext>,
    { columns: look.columns },
  );
}
