/** The variables of the relay. */
export type RelayEnvironment = {
  /** The table of receivers, their requests and the answers to them. */
  readonly REQUESTS_TABLE: string;
};
