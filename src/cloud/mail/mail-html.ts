import type { Language } from '../../shared/i18n.ts';

export type MailPart =
  | { readonly kind: 'title' | 'text' | 'small' | 'code'; readonly text: string }
  | { readonly kind: 'button'; readonly text: string; readonly url: string }
  /** A picture that the mail carries (`MailPicture`), as wide as given, in pixels. */
  | { readonly kind: 'picture'; readonly id: string; readonly alt: string; readonly width: number }
  /** What, when, where: a word for each, its answer beside it. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, text: string])[] }
  /** Rows of a paper; a last cell stands on the right. */
  | {
      readonly kind: 'rows';
      readonly rows: readonly (readonly { readonly text: string; readonly isStrong: boolean }[])[];
    };

const INK = '#141c3a';
const SOFT = '#38415f';
const FONT = "'Atkinson Hyperlegible Next','Atkinson Hyperlegible',Verdana,sans-serif";

/**
 * A mail as a small page. Mail programs know neither style sheets nor our font for sure, so each
 * part carries its own style and loads nothing.
 */
export function mailHtml(mail: {
  readonly language: Language;
  readonly title: string;
  readonly parts: readonly MailPart[];
}): string {
  return `<!doctype html>
<html lang="${mail.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(mail.title)}</title></head>
<body style="margin:0;background:#e9edec;padding:24px 12px">
<div style="max-width:480px;margin:0 auto;background:#ffffff;border-radius:16px;overflow:hidden;font-family:${FONT};color:${INK};line-height:1.5">
<div style="background:${INK};color:#f4f1e8;padding:18px 28px;font-size:20px;font-weight:bold">Lespass</div>
<div style="padding:20px 28px 28px">
${mail.parts.map(partHtml).join('\n')}
</div>
</div>
</body>
</html>
`;
}

function partHtml(part: MailPart): string {
  switch (part.kind) {
    case 'picture':
      return `<p style="margin:16px 0"><img src="cid:${escapeHtml(part.id)}" alt="${escapeHtml(part.alt)}" width="${part.width}" height="${part.width}" style="display:block;background:#ffffff"></p>`;
    case 'rows':
      return rowsHtml(part.rows);
    case 'facts':
      return factsHtml(part.facts);
    case 'title':
      return `<h1 style="font-size:24px;line-height:1.25;margin:12px 0">${escapeHtml(part.text)}</h1>`;
    case 'text':
      return `<p style="font-size:17px;margin:12px 0">${escapeHtml(part.text)}</p>`;
    case 'small':
      return `<p style="font-size:15px;color:${SOFT};margin:12px 0">${escapeHtml(part.text)}</p>`;
    case 'code':
      return `<p style="font-size:38px;font-weight:bold;letter-spacing:8px;margin:20px 0;padding:12px 0;text-align:center;background:#f8faf8;border:2px dashed #c2cacd;border-radius:12px">${escapeHtml(part.text)}</p>`;
    case 'button':
      return `<p style="margin:20px 0"><a href="${escapeHtml(part.url)}" style="display:inline-block;background:#ffb938;color:${INK};font-size:17px;font-weight:bold;text-decoration:none;padding:14px 22px;border-radius:12px;border:2px solid ${INK}">${escapeHtml(part.text)}</a></p>`;
  }
}

function factsHtml(facts: Extract<MailPart, { kind: 'facts' }>['facts']): string {
  const body = facts
    .map(
      ([label, text]) =>
        `<tr><td style="padding:6px 16px 6px 0;color:${SOFT};font-size:15px;vertical-align:top;white-space:nowrap">${escapeHtml(label)}</td><td style="padding:6px 0;font-size:17px;font-weight:bold;vertical-align:top">${escapeHtml(text).replaceAll('\n', '<br>')}</td></tr>`,
    )
    .join('');
  return `<table role="presentation" style="width:100%;border-collapse:collapse;margin:16px 0;border-top:2px dotted #c2cacd;border-bottom:2px dotted #c2cacd">${body}</table>`;
}

function rowsHtml(rows: Extract<MailPart, { kind: 'rows' }>['rows']): string {
  const widest = Math.max(...rows.map((row) => row.length));
  const cellHtml = (
    cell: { readonly text: string; readonly isStrong: boolean },
    index: number,
    row: readonly unknown[],
  ): string => {
    const span = row.length === 1 && widest > 1 ? ` colspan="${widest}"` : '';
    const side = index > 0 && index === row.length - 1 ? 'right' : 'left';
    const weight = cell.isStrong ? 'bold' : 'normal';
    return `<td${span} align="${side}" style="padding:3px 8px 3px 0;font-weight:${weight};vertical-align:top">${escapeHtml(cell.text)}</td>`;
  };
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('');
  return `<table role="presentation" style="width:100%;border-collapse:collapse;font-size:16px;margin:12px 0;border-top:2px dotted #c2cacd">${body}</table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
