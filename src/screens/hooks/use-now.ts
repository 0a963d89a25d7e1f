import { useEffect, useState } from 'react';

/** The time, anew every so often while something runs: for clocks and for saying that nothing moves. */
export function useNow(now: () => number, isTicking: boolean, everyMs: number): number {
  const [nowMs, setNowMs] = useState(now);
  useEffect(() => {
    if (!isTicking) return;
    setNowMs(now());
    const timer = setInterval(() => setNowMs(now()), everyMs);
    return () => clearInterval(timer);
  }, [now, isTicking, everyMs]);
  return nowMs;
}
