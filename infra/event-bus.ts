import { Duration, Validations } from 'aws-cdk-lib';
import { CfnArchive, CfnEventBusPolicy, CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { shardPattern } from '../shared/shard/shard-pattern.ts';
import { reservedSource } from './reserved-source.ts';
import { ShardBuses } from './shard-buses.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import { withoutAccount } from './without-account.ts';

/** Where events come in: the bus, its archive, and the queue for what no subscription's queue could take. */
export class WebhookEventBus extends Construct {
  readonly bus: EventBus;
  readonly ingestDlq: Queue;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: stageNames(this, stage).busName });
    this.ingestDlq = this.#makeIngestDlq(stage);
    this.#archiveEvents(stage);
    this.#reserveSource(stage);
    this.#catchEventsWithoutAccount(stage);
    if (stage.shards > 1)
      new ShardBuses(this, 'Shards', { stage, ingress: this.bus, ingestDlq: this.ingestDlq });
  }

  #makeIngestDlq(stage: Stage): Queue {
    const names = stageNames(this, stage);
    const queue = new Queue(this, 'IngestDlq', {
      queueName: `${names.prefix}-ingest-dlq`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(stage.dlqRetentionSeconds),
    });
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulesOfTheBus',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': names.busRulesArn } },
      }),
    );
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue: of the targets of every rule, which are made at run time.',
    });
    return queue;
  }

  #archiveEvents(stage: Stage): void {
    new CfnArchive(this, 'Archive', {
      archiveName: stageNames(this, stage).prefix,
      sourceArn: this.bus.eventBusArn,
      // What is of another shard's accounts is in that shard's archive, and would be paid for twice.
      ...(stage.shards > 1 && { eventPattern: shardPattern(0, stage.shards) }),
      retentionDays: stage.archiveRetentionDays,
    });
  }

  #reserveSource(stage: Stage): void {
    const names = stageNames(this, stage);
    const makers = [names.roleArn('deliver'), names.roleArn('reconcile')];
    new CfnEventBusPolicy(this, 'ReservedSource', reservedSource(this.bus, makers));
  }

  /** Such an event belongs to nobody, so no subscription's rule can match it: it would vanish without a trace. */
  #catchEventsWithoutAccount(stage: Stage): void {
    // Its path is part of its logical id. Under another, CloudFormation would make a rule whose name the old one still has.
    const rule = new CfnRule(new Construct(this, 'WithoutAccount'), 'Resource', {
      name: `${stageNames(this, stage).prefix}-without-account`,
      eventBusName: this.bus.eventBusName,
      // The queue's own policy lets every rule of the bus in.
      targets: [{ id: 'ingest-dlq', arn: this.ingestDlq.queueArn }],
    });
    // CloudFormation takes a text as well, but the construct's own property does not.
    rule.addPropertyOverride('EventPattern', withoutAccount);
  }
}
