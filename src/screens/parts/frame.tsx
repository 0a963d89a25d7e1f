import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useLook } from '../look/look.ts';
import type { FrameView } from '../views/frame-view.ts';
import { row } from '../views/row.ts';
import { Line, Lines } from './say.tsx';

/**
 * What stands around every screen: title and step, what is known so far, a notice, the keys. As large as the terminal
 * and never larger, so that no resize leaves ghosts (terminal.md §1.3). The width is Ink's own: it knows a new one
 * before the view does, and a line that is too long for a moment would wrap and leave a ghost.
 */
export function Frame({ view, children }: { readonly view: FrameView; readonly children: ReactNode }) {
  const { rows } = useLook();
  return (
    <Box width="100%" height={rows} flexDirection="column" overflow="hidden" paddingX={1}>
      <Line row={view.head} />
      <Line row={row(view.subject)} />
      {!view.isTight && <Box height={1} flexShrink={0} />}
      <Box flexDirection="column" flexGrow={1} flexShrink={1} overflow="hidden">
        {children}
      </Box>
      <Lines rows={view.notice} />
      <Box height={1} flexShrink={0} aria-hidden>
        <Line row={row(view.hints, 'accent')} />
      </Box>
    </Box>
  );
}

/** An empty line that gives way when there is too little room. */
export function Gap() {
  return <Box height={1} flexShrink={1} />;
}
