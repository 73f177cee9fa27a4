/**
 * Writes on <html> when a result was really on glass, for the bench (DESIGN 9). The first frame
 * callback runs before that frame is painted, the second after it.
 */
export function markPainted(resultId: string): () => void {
  let second = 0;
  const first = requestAnimationFrame(() => {
    second = requestAnimationFrame(() => {
      const { dataset } = document.documentElement;
      dataset['paintedAtMs'] = String(performance.timeOrigin + performance.now());
      dataset['paintedResultId'] = resultId;
      performance.mark('result-painted', { detail: { resultId } });
    });
  });
  return () => {
    cancelAnimationFrame(first);
    cancelAnimationFrame(second);
  };
}
