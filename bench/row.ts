/** One line of the table: a figure, what it was measured beside in the same run, and how many times the one is the other. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly beside: string;
  readonly ratio: number;
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Hands a line to whoever makes the table: rows go to stdout, one JSON a line; prose goes to stderr. */
export const tell = (row: Row): void => {
  process.stdout.write(`${JSON.stringify(row)}\n`);
};

/** What stands beside the table: circumstances, and figures that are no ratio. */
export const remark = (text: string): void => {
  process.stderr.write(`  ${text}\n`);
};

function reached({ ratio, goal }: Row): string {
  if (!goal) return '';
  const [sign, bound, there] =
    'atMost' in goal ? ['≤', goal.atMost, ratio <= goal.atMost] : ['≥', goal.atLeast, ratio >= goal.atLeast];
  return `${sign} ${bound}${there ? '' : ' ✗'}`;
}

/** The rows as a table in Markdown, whose columns also line up on a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['what', 'figure', 'beside', 'ratio', 'goal'],
    ...rows.map((row) => [row.what, row.figure, row.beside, row.ratio.toFixed(2), reached(row)]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [head = [], ...body] = cells;
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + body.map(line).join('');
}
