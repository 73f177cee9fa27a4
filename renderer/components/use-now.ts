import { useEffect, useState } from 'react';

/** The present moment in epoch milliseconds, refreshed every `everyMs` while shown. */
export function useNowMs(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

/** True once `waitMs` have passed on screen: for what is only worth saying when it lasts. */
export function useHasLasted(waitMs: number): boolean {
  const [hasLasted, setHasLasted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHasLasted(true), waitMs);
    return () => clearTimeout(timer);
  }, [waitMs]);
  return hasLasted;
}
