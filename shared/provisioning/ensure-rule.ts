import {
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type RuleState,
} from '@aws-sdk/client-eventbridge';

/** Makes or changes a subscription's rule and its one target. Idempotent. @throws if EventBridge refuses the target. */
export async function ensureRule(
  events: EventBridgeClient,
  rule: {
    readonly busName: string;
    readonly name: string;
    readonly pattern: object;
    readonly state: RuleState;
    readonly tags: Record<string, string>;
    readonly target: { readonly id: string; readonly queueArn: string; readonly deadLetterQueueArn: string };
  },
): Promise<void> {
  await events.send(
    new PutRuleCommand({
      Name: rule.name,
      EventBusName: rule.busName,
      EventPattern: JSON.stringify(rule.pattern),
      State: rule.state,
      Tags: Object.entries(rule.tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );
  const { FailedEntryCount, FailedEntries } = await events.send(
    new PutTargetsCommand({
      Rule: rule.name,
      EventBusName: rule.busName,
      Targets: [
        {
          Id: rule.target.id,
          Arn: rule.target.queueArn,
          DeadLetterConfig: { Arn: rule.target.deadLetterQueueArn },
        },
      ],
    }),
  );
  if (FailedEntryCount)
    throw new Error(`EventBridge refused the target of ${rule.name}: ${JSON.stringify(FailedEntries)}`);
}
