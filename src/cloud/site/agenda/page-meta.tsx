import { raw } from 'hono/html';
import { LANGUAGES } from '../../../shared/i18n.ts';
import type { Visit } from '../visit.ts';
import { trailJsonLd } from './json-ld.ts';
import { SHARE_HEIGHT, SHARE_WIDTH, sharePictureUrl } from './picture-files.ts';

type PageMetaProps = {
  readonly visit: Visit;
  readonly publicUrl: string;
  /** The page's own address, without the language. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'website' | 'article';
  /** File name of its drawing. */
  readonly picture: string | null;
  readonly feeds?: readonly Feed[];
  /** From the first page to this one. */
  readonly trail?: readonly { readonly name: string; readonly path: string }[];
};

type Feed = {
  readonly type: 'text/calendar' | 'application/rss+xml';
  readonly path: string;
  readonly title: string;
};

const LOCALES = { fr: 'fr_FR', en: 'en_GB' } as const;

/** What machines are told of a page: its one address, its languages, its card when it is shared. */
export const PageMeta = (props: PageMetaProps) => {
  const { visit, publicUrl, path, title, description, picture } = props;
  const at = (address: string): string => new URL(address, publicUrl).href;
  const image = sharePictureUrl(picture);
  return (
    <>
      <link rel="canonical" href={at(path)} />
      {LANGUAGES.map((language) => (
        <link rel="alternate" hreflang={language} href={at(withLanguage(path, language))} />
      ))}
      <link rel="alternate" hreflang="x-default" href={at(path)} />
      {(props.feeds ?? []).map((feed) => (
        <link rel="alternate" type={feed.type} href={feed.path} title={feed.title} />
      ))}
      {props.trail === undefined ? null : (
        <script type="application/ld+json">{raw(trailJsonLd(publicUrl, props.trail))}</script>
      )}
      <meta property="og:type" content={props.kind} />
      <meta property="og:site_name" content={visit.t('site.name')} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={at(path)} />
      <meta property="og:locale" content={LOCALES[visit.language]} />
      {image === null ? (
        <meta name="twitter:card" content="summary" />
      ) : (
        <>
          <meta property="og:image" content={at(image)} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content={String(SHARE_WIDTH)} />
          <meta property="og:image:height" content={String(SHARE_HEIGHT)} />
          <meta property="og:image:alt" content={title} />
          <meta name="twitter:card" content="summary_large_image" />
          <meta name="twitter:image" content={at(image)} />
        </>
      )}
    </>
  );
};

function withLanguage(path: string, language: string): string {
  const url = new URL(path, 'http://site.invalid');
  url.searchParams.set('lang', language);
  return url.pathname + url.search;
}
