import { inflateSync } from 'node:zlib';

/**
 * What a PDF of ours says, page by page, in the order in which it was written. pdfkit packs its
 * streams and writes the letters of our typeface as numbers; each font has a table of what they mean.
 */
export function readPdfText(bytes: Uint8Array): readonly string[] {
  const objects = readObjects(Buffer.from(bytes).toString('latin1'));
  const fontOf = fontTables(objects);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const content = objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '';
      const resources = objects.get(/\/Resources (\d+) 0 R/.exec(head)?.[1] ?? '')?.head ?? head;
      const fonts = new Map(
        [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((match) => [
          match[1] ?? '',
          fontOf.get(match[2] ?? '') ?? new Map<string, string>(),
        ]),
      );
      return textOf(content, fonts);
    });
}

type PdfObject = { readonly head: string; readonly stream: string };

function readObjects(file: string): ReadonlyMap<string, PdfObject> {
  const found = [...file.matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)];
  return new Map(
    found.map((match) => {
      const [head = '', rest = ''] = (match[2] ?? '').split(/\r?\nstream\r?\n/, 2);
      const packed = rest.replace(/\r?\nendstream$/, '');
      const stream = head.includes('/FlateDecode')
        ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
        : packed;
      return [match[1] ?? '', { head, stream }];
    }),
  );
}

/** By the object of each font: what its letters mean. */
function fontTables(
  objects: ReadonlyMap<string, PdfObject>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    [...objects].flatMap(([id, { head }]) => {
      const table = objects.get(/\/ToUnicode (\d+) 0 R/.exec(head)?.[1] ?? '');
      return table === undefined ? [] : [[id, letters(table.stream)] as const];
    }),
  );
}

function letters(table: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const range of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(range[1] ?? '0', 16);
    for (const [index, code] of [...(range[2] ?? '').matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      const units = (code[1] ?? '').replaceAll(' ', '').match(/.{4}/g) ?? [];
      const text = units.map((unit) => String.fromCodePoint(Number.parseInt(unit, 16))).join('');
      found.set((first + index).toString(16).padStart(4, '0'), text);
    }
  }
  return found;
}

/** One line for each piece of text, as pdfkit places them. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map();
  const lines: string[] = [];
  for (const step of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (step[1] !== undefined) font = fonts.get(step[1]) ?? new Map();
    else {
      const codes = [...(step[2] ?? '').matchAll(/<([0-9a-f]*)>/gi)].map((code) => code[1] ?? '');
      const units = codes.join('').match(/.{4}/g) ?? [];
      lines.push(units.map((unit) => font.get(unit.toLowerCase()) ?? '\ufffd').join(''));
    }
  }
  return lines.join('\n');
}
