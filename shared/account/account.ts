/** A customer that owns subscriptions. Times are milliseconds since the epoch. */
export type Account = {
  /** The company's own id of its customer, or `acc_...`. */
  readonly id: string;
  readonly name?: string;
  readonly limits: AccountLimits;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When its deletion began: from then on it takes neither keys nor subscriptions. */
  readonly deletingAt?: number;
};

export type AccountLimits = {
  /** How many subscriptions it may have at once. */
  readonly subscriptions: number;
  /** How many requests its keys may make of the API, each second. */
  readonly requestsPerSecond: number;
  /** How many events may be put for it over the API, each second; those put on the bus are not counted. */
  readonly eventsPerSecond: number;
};
