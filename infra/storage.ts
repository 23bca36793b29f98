import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';

/** The tables. Their items' shapes belong to the stores in `shared/`; here are the keys and the indexes. */
export class Storage extends Construct {
  readonly subscriptions: Table;
  readonly accounts: Table;
  readonly deliveries: Table;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    this.subscriptions = this.#table('Subscriptions', stage);
    this.subscriptions.addGlobalSecondaryIndex({
      // Sparse: only rows that reconcile still has to make true carry its keys.
      indexName: 'dirty',
      partitionKey: { name: 'dirty', type: AttributeType.STRING },
      sortKey: { name: 'dirty_at', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.subscriptions.addGlobalSecondaryIndex({
      // Whose a subscription is, for the sweep, which meets its id in the names of resources.
      indexName: 'by_id',
      partitionKey: { name: 'id', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.accounts = this.#table('Accounts', stage);
    this.deliveries = this.#table('Deliveries', stage);
    this.deliveries.addGlobalSecondaryIndex({
      indexName: 'by_outcome',
      partitionKey: { name: 'outcome_key', type: AttributeType.STRING },
      sortKey: { name: 'outcome_at', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: DELIVERY_SUMMARY,
    });
  }

  #table(id: string, stage: Stage): Table {
    return new Table(this, id, {
      tableName: `${stageNames(this, stage).prefix}-${id.toLowerCase()}`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expires_at',
      deletionProtection: stage.retainData,
      removalPolicy: stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}

/** What a list of deliveries shows of each without reading its row, and by what it leaves out the expired. */
const DELIVERY_SUMMARY = [
  'message_id',
  'subscription_id',
  'event_type',
  'status',
  'round',
  'attempts',
  'reason',
  'next_at',
  'status_code',
  'error_code',
  'first_attempt_at',
  'last_attempt_at',
  'expires_at',
];
