/** What makes a function consume a queue. Times are milliseconds since the epoch. */
export type EventSourceMapping = {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly functionName: string;
  /** Records an invocation gets at most. */
  readonly batchSize: number;
  /** How long to gather records before invoking. */
  readonly maximumBatchingWindowSeconds: number;
  /** Batches at once, 2 to 1,000; absent when only the account limits it. */
  readonly maximumConcurrency?: number;
  /** Whether the function reports the items of a batch that failed. */
  readonly reportsItemFailures: boolean;
  /** What the user wants; `state` follows it. */
  readonly isEnabled: boolean;
  readonly state: MappingState;
  readonly stateTransitionReason: string;
  /** Why polling fails at the moment. */
  readonly problem?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastModified: number;
};

export type MappingState =
  'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** The settings that a create or update carries. */
export type MappingSettings = Pick<
  EventSourceMapping,
  'batchSize' | 'maximumBatchingWindowSeconds' | 'maximumConcurrency' | 'reportsItemFailures' | 'isEnabled'
>;
