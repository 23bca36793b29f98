import { Construct } from 'constructs';
import type { DeliverEnvironment } from '../lambdas/deliver/environment.ts';
import { deliverPermissions } from './deliver-permissions.ts';
import type { Egress } from './egress.ts';
import type { Encryption } from './encryption.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';
import { WebhookFunction } from './webhook-function.ts';

export type DeliveryProps = {
  readonly stage: Stage;
  readonly bundle: FunctionBundle;
  readonly storage: Storage;
  /** The way out by addresses that never change. @default none */
  readonly egress: Egress | undefined;
  readonly encryption: Encryption;
};

/** The function that sends messages: the only one that connects to customers' addresses. */
export class Delivery extends Construct {
  readonly deliver: WebhookFunction;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { stage, bundle, storage, encryption, egress } = props;
    const names = stageNames(this, stage);
    const environment: Record<keyof DeliverEnvironment, string> = {
      SUBSCRIPTIONS_TABLE: storage.subscriptions.tableName,
      DELIVERIES_TABLE: storage.deliveries.tableName,
      ...encryption.environment,
      ADDRESS_RULES: stage.addressRules,
      LOG_RETENTION_SECONDS: String(stage.deliveryRetentionSeconds),
      // When its record is visible again, the function that claimed the attempt has ended.
      CLAIM_SECONDS: String(stage.visibilityTimeoutSeconds),
      INACTIVE_HIDE_SECONDS: String(stage.inactiveHideSeconds),
      SLOT_WAIT_SECONDS: String(stage.slotWaitSeconds),
      BREAKER_COOLDOWN_SECONDS: String(stage.breakerCooldownSeconds),
      BREAKER_LONGEST_SECONDS: String(stage.breakerLongestSeconds),
      DISABLE_AFTER_SECONDS: String(stage.disableAfterSeconds),
      EVENT_BUS_NAME: names.busName,
      RESOURCE_PREFIX: names.prefix,
    };
    this.deliver = new WebhookFunction(this, 'Deliver', {
      stage,
      verb: 'deliver',
      code: bundle.codeOf('deliver'),
      timeoutSeconds: stage.deliverTimeoutSeconds,
      environment,
      permissions: deliverPermissions({ names, storage, encryption }),
      ...(egress && { network: egress.network }),
    });
  }
}
