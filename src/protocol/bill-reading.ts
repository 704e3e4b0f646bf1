/** One row of a bill: its values by the titles of their columns. */
export type BillRow = Readonly<Record<string, string>>;

/** A bill as a merchant reads it. */
export interface Bill {
  readonly titles: readonly string[];
  readonly rows: readonly BillRow[];
  readonly sumTitles: readonly string[];
  readonly sums: BillRow;
}

/** Reads a bill back from its text, or tells in words why it is none. With or without a byte order mark, with either line end. */
export function readBill(text: string): Bill | string {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length < 3) return `a text of ${lines.length} lines, where titles, sum titles and sums are three`;
  const titles = String(lines.shift()).split(',');
  const sumLine = String(lines.pop());
  const sumTitles = String(lines.pop()).split(',');
  const rows: BillRow[] = [];
  for (const line of lines) {
    const row = named(titles, line);
    if (typeof row === 'string') return row;
    rows.push(row);
  }
  const sums = named(sumTitles, sumLine);
  return typeof sums === 'string' ? sums : { titles, rows, sumTitles, sums };
}

/** Each value has a back-tick before it, and no comma in it: so they are told apart (D:4013071246). */
function named(titles: readonly string[], line: string): BillRow | string {
  if (!line.startsWith('`')) return `a row without a back-tick before its first value: ${line.slice(0, 60)}`;
  const values = line.slice(1).split(',`');
  if (values.length !== titles.length) return `a row of ${values.length} values under ${titles.length} titles: ${line}`;
  return Object.fromEntries(values.map((value, index) => [String(titles[index]), value]));
}

const AMOUNT = /^-?\d+\.\d{2}(\d{3})?$/;

/** An amount in yuan as thousandths of a fen, by its digits: `-0.30000`. Undefined where it is none. */
export function amountIn(text: string | undefined): number | undefined {
  const read = AMOUNT.exec(String(text));
  if (!read) return undefined;
  const digits = Number(read[0].replace('.', ''));
  return read[1] === undefined ? digits * 1000 : digits;
}
