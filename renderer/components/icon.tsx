/** Our drawings, put into the page so that they take the colour of the text beside them. */
const DRAWINGS = import.meta.glob<string>('../../resources/look/icons/*.svg', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const DRAWING_BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(DRAWINGS).map(([path, drawing]) => [path.replace(/^.*\/|\.svg$/g, ''), drawing]),
);

export type IconName =
  | 'back'
  | 'cash'
  | 'check'
  | 'clock'
  | 'cloud-check'
  | 'cloud-up'
  | 'coins'
  | 'cross'
  | 'disk'
  | 'erase'
  | 'gift'
  | 'globe'
  | 'language'
  | 'lantern'
  | 'leave'
  | 'list'
  | 'local'
  | 'minus'
  | 'moon'
  | 'next'
  | 'pass'
  | 'plus'
  | 'reader'
  | 'reader-off'
  | 'refresh'
  | 'settings'
  | 'shield'
  | 'sound-off'
  | 'sound-on'
  | 'star'
  | 'sun'
  | 'trash'
  | 'user'
  | 'warning'
  | 'wifi-off';

/** Decoration: the words beside it say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <span
      className="icon"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: DRAWING_BY_NAME.get(name) ?? '' }}
    />
  );
}
