export type Place = 'kitchen' | 'bar';

/** Which page this is, as its address says: `/?view=kitchen` hangs in the kitchen; null is the till. */
export function placeOfAddress(search: string): Place | null {
  const view = new URLSearchParams(search).get('view');
  return view === 'kitchen' || view === 'bar' ? view : null;
}
