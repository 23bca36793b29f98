import type { Row } from './bench.ts';

/** Rows as a Markdown table, aligned for a terminal too. */
export function formatTable(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const [head = '', ...lines] = cells.map((line) => tableLine(line, widths));
  return [
    head,
    tableLine(
      widths.map((width) => '-'.repeat(width)),
      widths,
    ),
    ...lines,
  ].join('\n');
}

function tableLine(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
}
