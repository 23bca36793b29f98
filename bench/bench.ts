/** One measurement: a question, and the table that answers it. */
export type Bench = {
  readonly name: string;
  /** What is measured, against which aim. */
  readonly question: string;
  /** Rows with the same columns. A figure that depends on another is taken in the same run. */
  run(): Promise<readonly Row[]>;
};

export type Row = Readonly<Record<string, string | number>>;
