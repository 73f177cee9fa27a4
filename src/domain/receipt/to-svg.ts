import { commands, transform } from 'receiptline';

/** White around the text, in dots, and the teeth where the paper was torn off. */
const MARGIN_DOTS = 36;
const TOOTH_DOTS = 12;
const CHARACTER_DOTS = 12;
/** A fixed-width font is about 0.6 of its size wide; each character is placed by itself anyway. */
const FONT_SIZE = 20;
/** Between a line of large letters and the next one, which would touch it. */
const LARGE_LEADING = 8;
const FONT = "'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace";

/** What receiptline has drawn so far. */
type Drawing = {
  svgWidth: number;
  svgHeight: number;
  svgContent: string;
  lineHeight: number;
  textAttributes: Record<string, string>;
};

/**
 * The drawing of receiptline inside a page of ours. Its own opening and closing are replaced: they
 * import a font from another host and make an identifier by chance.
 */
const PAPER_DRAWING = {
  ...commands.svg,
  open(printer: { readonly cpl?: number; readonly spacing?: boolean }): string {
    const columns = printer.cpl ?? 0;
    Object.assign(this, {
      receiptId: 'inverse',
      svgWidth: columns * CHARACTER_DOTS,
      lineWidth: columns,
      feedMinimum: CHARACTER_DOTS * 2.5,
      spacing: true,
      textEncoding: 'cp858',
    });
    return '';
  },
  em(this: Drawing): string {
    this.textAttributes['font-weight'] = '700';
    return '';
  },
  lf(this: Drawing): string {
    const leading = this.lineHeight > 1 ? LARGE_LEADING : 0;
    commands.svg.lf.call(this);
    this.svgHeight += leading;
    return '';
  },
  close(this: Drawing): string {
    const contentHeight = this.svgHeight;
    const width = this.svgWidth + 2 * MARGIN_DOTS;
    const height = contentHeight + 2 * MARGIN_DOTS + TOOTH_DOTS;
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      '<title></title>',
      '<defs><filter id="receipt-inverse" x="0" y="0" width="100%" height="100%"><feFlood flood-color="#111"/><feComposite in2="SourceGraphic" operator="out"/></filter></defs>',
      `<path d="${tornPaper(width, height)}" fill="#fff"/>`,
      `<g transform="translate(${MARGIN_DOTS},${MARGIN_DOTS})" font-family="${FONT}" font-size="${FONT_SIZE}" fill="#111" dominant-baseline="text-after-edge" text-anchor="middle">`,
      this.svgContent,
      '</g></svg>',
    ].join('');
  },
};

/** The paper as a drawing. Harmless inside a page: no script, no address, nothing to load. */
export function toSvg(
  markup: string,
  options: { readonly columns: number; readonly title: string },
): string {
  const drawing = transform(markup, {
    cpl: options.columns,
    encoding: 'cp858',
    spacing: true,
    command: PAPER_DRAWING,
  });
  return drawing.replace('<title></title>', () => `<title>${escapeXml(options.title)}</title>`);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>]/g, (sign) => ESCAPES[sign] ?? '');

function tornPaper(width: number, height: number): string {
  const teeth = Math.round(width / (2 * TOOTH_DOTS));
  const half = width / teeth / 2;
  const edge = Array.from(
    { length: teeth },
    () => `l${-half},${-TOOTH_DOTS}l${-half},${TOOTH_DOTS}`,
  );
  return `M0,0H${width}V${height}${edge.join('')}Z`;
}
