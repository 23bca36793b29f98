/** What the resources of every subscription of a stage have in common. */
export type ResourceSettings = {
  /** `webhooks-<stage>` */
  readonly prefix: string;
  /** The ingress bus, which is the first shard. */
  readonly eventBusName: string;
  /** Over how many buses the accounts' rules are spread, the ingress bus included. */
  readonly shardCount: number;
  readonly deliverFunctionArn: string;
  /** Where EventBridge leaves what a queue did not take. */
  readonly ingestDeadLetterQueueArn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly queueRetentionSeconds: number;
  readonly deadLetterQueueRetentionSeconds: number;
  /** A new rule applies this long after its target was put. */
  readonly ruleSettleSeconds: number;
  /** Queues outlive their rule by this. */
  readonly queueRemovalDelaySeconds: number;
  /** How long an endpoint may fail without one success before its subscription is disabled. */
  readonly disableAfterSeconds: number;
};
