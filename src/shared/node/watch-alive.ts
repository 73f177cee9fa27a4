/** Something that should answer, and how patient to be with it. */
export type AliveWatch = {
  /** Asks for a sign of life; it may fail or never end, which both count as silence. */
  readonly look: () => Promise<boolean>;
  /** Wait before each look, and the longest wait for its answer. */
  readonly everyMs: number;
  /** Looks without an answer, in a row, before it is taken for hung. */
  readonly missesMax: number;
  /** Told once; the watch is then over. */
  readonly onHung: () => void;
};

/** Looks again and again until it is stopped or the other side is hung. Gives the way to stop. */
export function watchAlive({ look, everyMs, missesMax, onHung }: AliveWatch): () => void {
  let misses = 0;
  let isOver = false;
  let timer: NodeJS.Timeout;

  const stop = (): void => {
    isOver = true;
    clearTimeout(timer);
  };
  const next = (): void => {
    timer = setTimeout(() => void lookOnce(), everyMs);
  };
  const lookOnce = async (): Promise<void> => {
    const isAlive = await answersWithin(look, everyMs);
    if (isOver) return;
    misses = isAlive ? 0 : misses + 1;
    if (misses < missesMax) return next();
    stop();
    onHung();
  };
  next();
  return stop;
}

/** Whether it says yes in time. A machine that slept wakes up with one miss, not with a row of them. */
async function answersWithin(look: () => Promise<boolean>, msMax: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), msMax);
  });
  const answer = look().catch(() => false);
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
