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
  | 'beer'
  | 'bottle'
  | 'box'
  | 'cake'
  | 'calendar'
  | 'camera'
  | 'card'
  | 'cash'
  | 'chart'
  | 'check'
  | 'cheque'
  | 'clock'
  | 'cloud-check'
  | 'cloud-up'
  | 'coins'
  | 'cross'
  | 'cup'
  | 'disk'
  | 'door'
  | 'drawer'
  | 'erase'
  | 'euro'
  | 'food'
  | 'gift'
  | 'glass'
  | 'globe'
  | 'hand'
  | 'heart'
  | 'home'
  | 'info'
  | 'language'
  | 'lantern'
  | 'leave'
  | 'link'
  | 'list'
  | 'local'
  | 'lock'
  | 'mail'
  | 'mask'
  | 'menu'
  | 'merge'
  | 'minus'
  | 'moon'
  | 'more'
  | 'music'
  | 'next'
  | 'pass'
  | 'pause'
  | 'people'
  | 'percent'
  | 'pin'
  | 'plus'
  | 'pot'
  | 'printer'
  | 'purse'
  | 'qr'
  | 'reader'
  | 'reader-off'
  | 'receipt'
  | 'refresh'
  | 'scale'
  | 'screen'
  | 'search'
  | 'settings'
  | 'shield'
  | 'shift'
  | 'shirt'
  | 'sound-off'
  | 'sound-on'
  | 'space'
  | 'split'
  | 'star'
  | 'sun'
  | 'swap'
  | 'table'
  | 'ticket'
  | 'trash'
  | 'undo'
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
