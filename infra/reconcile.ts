import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ReconcileEnvironment } from '../lambdas/reconcile/environment.ts';
import type { WebhookEventBus } from './event-bus.ts';
import type { Encryption } from './encryption.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { reconcilePermissions } from './reconcile-permissions.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';
import { WebhookFunction } from './webhook-function.ts';

export type ReconcileProps = {
  readonly stage: Stage;
  readonly bundle: FunctionBundle;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly eventBus: WebhookEventBus;
};

/** The function that makes subscriptions true, and the schedule that has it finish what is half made. */
export class Reconcile extends Construct {
  readonly reconcile: WebhookFunction;

  constructor(scope: Construct, id: string, props: ReconcileProps) {
    super(scope, id);
    const { stage, bundle, storage, encryption } = props;
    this.reconcile = new WebhookFunction(this, 'Reconcile', {
      stage,
      verb: 'reconcile',
      code: bundle.codeOf('reconcile'),
      // Below the 70 s for which a run holds a subscription's lease, so that no two ever work on one.
      timeoutSeconds: 60,
      environment: this.#environment(props),
      permissions: reconcilePermissions({
        names: stageNames(this, stage),
        storage,
        encryption,
        ingestDlqArn: props.eventBus.ingestDlq.queueArn,
      }),
    });
    this.#schedule(stage);
  }

  #environment({ stage, storage, encryption, eventBus }: ReconcileProps): {
    readonly [Name in keyof ReconcileEnvironment]: string;
  } {
    const names = stageNames(this, stage);
    return {
      SUBSCRIPTIONS_TABLE: storage.subscriptions.tableName,
      ACCOUNTS_TABLE: storage.accounts.tableName,
      ...encryption.environment,
      DELIVERIES_TABLE: storage.deliveries.tableName,
      DELIVER_FUNCTION_ARN: names.functionArn('deliver'),
      EVENT_BUS_NAME: eventBus.bus.eventBusName,
      ...(stage.shards > 1 && { SHARDS: String(stage.shards) }),
      RESOURCE_PREFIX: names.prefix,
      INGEST_DLQ_ARN: eventBus.ingestDlq.queueArn,
      VISIBILITY_TIMEOUT_SECONDS: String(stage.visibilityTimeoutSeconds),
      QUEUE_RETENTION_SECONDS: String(stage.queueRetentionSeconds),
      DLQ_RETENTION_SECONDS: String(stage.dlqRetentionSeconds),
      RULE_SETTLE_SECONDS: String(stage.ruleSettleSeconds),
      QUEUE_REMOVAL_DELAY_SECONDS: String(stage.queueRemovalDelaySeconds),
      ARCHIVE_DELAY_SECONDS: String(stage.archiveDelaySeconds),
      DISABLE_AFTER_SECONDS: String(stage.disableAfterSeconds),
      LOG_RETENTION_SECONDS: String(stage.deliveryRetentionSeconds),
      SWEEP_INTERVAL_SECONDS: String(stage.sweepIntervalSeconds),
      ORPHAN_GRACE_SECONDS: String(stage.orphanGraceSeconds),
      OVERDUE_SECONDS: String(stage.overdueSeconds),
      JOB_STALLED_SECONDS: String(stage.jobStalledSeconds),
    };
  }

  #schedule(stage: Stage): void {
    new Rule(this, 'Tick', {
      ruleName: `${stageNames(this, stage).prefix}-tick`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(this.reconcile.function)],
    });
    // The next tick is the retry of a failed one; Lambda's own two would only run beside it.
    new EventInvokeConfig(this, 'TickRetries', {
      function: this.reconcile.function,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
  }
}
