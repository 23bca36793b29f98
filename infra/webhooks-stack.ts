import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Api } from './api.ts';
import { Delivery } from './delivery.ts';
import { Egress } from './egress.ts';
import { Encryption } from './encryption.ts';
import { WebhookEventBus } from './event-bus.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { Observability } from './observability.ts';
import { Reconcile } from './reconcile.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import { Storage } from './storage.ts';

export type WebhooksStackProps = {
  readonly stage: Stage;
  readonly bundle: FunctionBundle;
};

/** Everything of one stage, but for what `reconcile` makes for each subscription at run time. */
export class WebhooksStack extends Stack {
  constructor(scope: Construct, id: string, { stage, bundle }: WebhooksStackProps) {
    super(scope, id, {
      stackName: `webhooks-${stage.name}`,
      description: 'Webhooks: events in from EventBridge, signed HTTPS POSTs out to subscriptions',
      terminationProtection: stage.retainData,
    });
    const storage = new Storage(this, 'Storage', { stage });
    const encryption = new Encryption(this, 'Encryption', { stage });
    const eventBus = new WebhookEventBus(this, 'EventBus', { stage });
    const egress = stage.staticEgress ? new Egress(this, 'Egress', { stage }) : undefined;
    new Delivery(this, 'Delivery', { stage, bundle, storage, encryption, egress });
    new Reconcile(this, 'Reconcile', { stage, bundle, storage, encryption, eventBus });
    const api = new Api(this, 'Api', { stage, bundle, storage, encryption, egress });
    new Observability(this, 'Observability', { stage, apiId: api.httpApi.apiId });

    new CfnOutput(this, 'ApiUrl', { value: api.httpApi.apiEndpoint });
    new CfnOutput(this, 'EventBusName', { value: eventBus.bus.eventBusName });
    new CfnOutput(this, 'AdminKeySecretArn', { value: api.adminKey.secretArn });
    if (egress) new CfnOutput(this, 'EgressIps', { value: egress.addresses });
    new CfnOutput(this, 'DeliverFunctionName', { value: stageNames(this, stage).functionName('deliver') });
  }
}
