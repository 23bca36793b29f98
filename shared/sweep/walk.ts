/** Something that a sweep goes through from end to end, a page a tick, and then again. */
export type Walk = {
  readonly name: string;
  /** The page after a position, or the first. */
  page(after: string | undefined): Promise<WalkPage>;
};

export type WalkPage = {
  readonly steps: readonly WalkStep[];
  /** Where the next page begins; missing at the end. */
  readonly next?: string;
};

export type WalkStep = {
  /** What the step looks at, for the log. */
  readonly subject: string;
  /** Idempotent: a sweep that is cut short takes it again. */
  visit(): Promise<void>;
  /** Where to go on after this step alone; missing where only whole pages can be gone on after. */
  readonly position?: string;
};
