/** How somebody wants pages to look: for a visitor kept in a cookie, for a person with them. */
export type Look = {
  readonly textSize: 'normal' | 'large' | 'largest';
  readonly contrast: 'normal' | 'more';
};

export const TEXT_SIZES = ['normal', 'large', 'largest'] as const;
export const CONTRASTS = ['normal', 'more'] as const;

/** As the cookie holds it: `large-more`; nothing for pages as they are. */
export const writeLook = ({ textSize, contrast }: Look): string =>
  textSize === 'normal' && contrast === 'normal' ? '' : `${textSize}-${contrast}`;

export function readLook(text: string | undefined): Look {
  const [size, contrast] = (text ?? '').split('-');
  return {
    textSize: TEXT_SIZES.find((known) => known === size) ?? 'normal',
    contrast: CONTRASTS.find((known) => known === contrast) ?? 'normal',
  };
}

/** For `<html class>`: the style sheet knows these words. Undefined when pages stay as they are. */
export function lookClasses({ look }: { readonly look: Look }): string | undefined {
  const classes = [
    ...(look.textSize === 'normal' ? [] : [`text-${look.textSize}`]),
    ...(look.contrast === 'normal' ? [] : ['contrast-more']),
  ];
  return classes.length === 0 ? undefined : classes.join(' ');
}
