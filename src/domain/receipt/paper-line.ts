/** A paper before it is written: lines of plain text, with no mark-up in them. */
export type PaperLine =
  | { readonly kind: 'text'; readonly cell: Cell }
  | Table
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'code'; readonly data: string };

/** Columns that share their widths from the first row to the last. */
export type Table = {
  readonly kind: 'table';
  readonly columns: readonly ColumnWidth[];
  readonly rows: readonly Row[];
  /** Large letters become only tall where a row would not fit on one line. */
  readonly mayShrink?: boolean;
};

export type Row = readonly Cell[];

export type Cell = {
  readonly text: string;
  readonly align: 'left' | 'centre' | 'right';
  readonly style: CellStyle;
  /** Characters left free before each line of it. */
  readonly indent?: number;
};

/** `tall` is twice as high, `large` twice as high and wide, `inverse` large in white on black. */
export type CellStyle = 'plain' | 'strong' | 'tall' | 'large' | 'inverse';

/** `fit`: as wide as its longest text. `rest`: what the others leave, shared. */
export type ColumnWidth = 'fit' | 'rest';

export const RULE: PaperLine = { kind: 'rule' };
export const GAP: PaperLine = { kind: 'gap' };

export const left = (text: string, style: CellStyle = 'plain'): Cell => ({
  text,
  align: 'left',
  style,
});

export const right = (text: string, style: CellStyle = 'plain'): Cell => ({
  text,
  align: 'right',
  style,
});

export const indented = (text: string, style: CellStyle = 'plain'): Cell => ({
  ...left(text, style),
  indent: 2,
});

export const textLine = (text: string, style: CellStyle = 'plain'): PaperLine => ({
  kind: 'text',
  cell: left(text, style),
});

export const centred = (text: string, style: CellStyle = 'plain'): PaperLine => ({
  kind: 'text',
  cell: { text, align: 'centre', style },
});

export const table = (columns: readonly ColumnWidth[], rows: readonly Row[]): Table => ({
  kind: 'table',
  columns,
  rows,
});
