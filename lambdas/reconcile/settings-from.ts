import type { ResourceSettings } from '../../shared/provisioning/resource-settings.ts';
import type { ReconcileEnvironment } from './environment.ts';

export function settingsFrom(environment: ReconcileEnvironment): ResourceSettings {
  return {
    prefix: environment.RESOURCE_PREFIX,
    eventBusName: environment.EVENT_BUS_NAME,
    shardCount: Number(environment.SHARDS ?? 1),
    deliverFunctionArn: environment.DELIVER_FUNCTION_ARN,
    ingestDeadLetterQueueArn: environment.INGEST_DLQ_ARN,
    visibilityTimeoutSeconds: Number(environment.VISIBILITY_TIMEOUT_SECONDS),
    queueRetentionSeconds: Number(environment.QUEUE_RETENTION_SECONDS),
    deadLetterQueueRetentionSeconds: Number(environment.DLQ_RETENTION_SECONDS),
    ruleSettleSeconds: Number(environment.RULE_SETTLE_SECONDS),
    queueRemovalDelaySeconds: Number(environment.QUEUE_REMOVAL_DELAY_SECONDS),
    disableAfterSeconds: Number(environment.DISABLE_AFTER_SECONDS),
  };
}
