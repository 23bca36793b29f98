import { Aws } from 'aws-cdk-lib';
import { CfnArchive, CfnEventBusPolicy, CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { forwardingRule } from '../shared/shard/forwarding-rule.ts';
import { shardPattern } from '../shared/shard/shard-pattern.ts';
import { reservedSource } from './reserved-source.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';

export type ShardBusesProps = {
  readonly stage: Stage;
  /** Where events come in, and the rules of the first shard are. */
  readonly ingress: EventBus;
  /** Where EventBridge leaves what a target did not take. */
  readonly ingestDlq: Queue;
};

/**
 * The buses of all shards but the first, each with an archive and a rule of the ingress bus that forwards the events of its
 * accounts. The rules of the ingress bus do not come after these, so an event is on the ingress bus and at most one more.
 */
export class ShardBuses extends Construct {
  constructor(scope: Construct, id: string, props: ShardBusesProps) {
    super(scope, id);
    const { stage } = props;
    const names = stageNames(this, stage);
    const shards = names.busNames.map((name, shard) => ({ name, shard })).slice(1);
    const buses = shards.map(({ name, shard }) => {
      return { name, shard, bus: new EventBus(this, `Bus${shard}`, { eventBusName: name }) };
    });
    const forwarder = this.#makeForwarder(
      stage,
      buses.map(({ bus }) => bus.eventBusArn),
    );
    // Reconcile puts again what could not be forwarded.
    const putters = [names.forwarderRoleArn, names.roleArn('reconcile')];
    for (const { name, shard, bus } of buses) {
      new CfnArchive(this, `Archive${shard}`, {
        archiveName: name,
        sourceArn: bus.eventBusArn,
        eventPattern: shardPattern(shard, stage.shards),
        retentionDays: stage.archiveRetentionDays,
      });
      new CfnEventBusPolicy(this, `ReservedSource${shard}`, reservedSource(bus, putters));
      this.#forward(props, { shard, bus, forwarder });
    }
    props.ingestDlq.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulesOfTheShards',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [props.ingestDlq.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': names.shardRulesArn } },
      }),
    );
  }

  /** EventBridge puts events onto another bus as a role; of the stage's others only reconcile may put any onto a shard's. */
  #makeForwarder(stage: Stage, busArns: readonly string[]): Role {
    const statement = new PolicyStatement({
      sid: 'Shards',
      effect: Effect.ALLOW,
      actions: ['events:PutEvents'],
      resources: [...busArns],
    });
    return new Role(this, 'Forwarder', {
      roleName: stageNames(this, stage).forwarderRoleName,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { permissions: new PolicyDocument({ statements: [statement] }) },
    });
  }

  /** The bus's own target class would make a role of its own for each. */
  #forward(
    { stage, ingress, ingestDlq }: ShardBusesProps,
    { shard, bus, forwarder }: { readonly shard: number; readonly bus: EventBus; readonly forwarder: Role },
  ): void {
    new CfnRule(this, `Forward${shard}`, {
      name: forwardingRule(stageNames(this, stage).prefix, shard),
      eventBusName: ingress.eventBusName,
      eventPattern: shardPattern(shard, stage.shards),
      state: 'ENABLED',
      targets: [
        {
          id: 'shard',
          arn: bus.eventBusArn,
          roleArn: forwarder.roleArn,
          deadLetterConfig: { arn: ingestDlq.queueArn },
        },
      ],
    });
  }
}
