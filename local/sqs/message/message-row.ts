/** A message as it is stored; times in milliseconds. */
export type MessageRow = {
  readonly id: number;
  readonly queue: number;
  readonly message_id: string;
  readonly body: string;
  readonly body_md5: string;
  /** The message attributes as JSON, in the wire's shape. */
  readonly attributes: string | null;
  readonly trace_header: string | null;
  readonly sender: string;
  readonly sent_at: number;
  readonly visible_at: number;
  /** 1 from the first receive on; the message is in flight while `visible_at` also lies ahead. */
  readonly in_flight: 0 | 1;
  readonly receive_count: number;
  /** What the count was when the message came into this queue: a dead-letter queue goes on counting. */
  readonly count_on_arrival: number;
  readonly first_received_at: number | null;
  readonly received_at: number | null;
  /** 1 while a received message stays visible on purpose, for one more receive. */
  readonly duplicated: 0 | 1;
  /** ARN of the queue whose redrive policy moved the message here. */
  readonly source_arn: string | null;
};
