/** A message move task as it is stored. */
export type MoveTask = {
  readonly id: number;
  readonly task_id: string;
  readonly source_arn: string;
  /** Null: each message goes back to the queue whose redrive policy moved it. */
  readonly destination_arn: string | null;
  readonly messages_per_second: number | null;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  readonly moved: number;
  /** How many messages were visible at the start. */
  readonly to_move: number;
  readonly failure_reason: string | null;
  readonly started_at: number;
};
