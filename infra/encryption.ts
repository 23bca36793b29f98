import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';

/** What accounts' data is encrypted under: a data key for each in a table, all wrapped by one key of KMS. */
export class Encryption extends Construct {
  readonly key: Key;
  readonly accountKeys: Table;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const { prefix } = stageNames(this, stage);
    const removalPolicy = stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    // Its policy is the default one, which leaves every decision to IAM: to the roles of this stack.
    this.key = new Key(this, 'Key', {
      alias: `alias/${prefix}`,
      description: "Wraps the data keys of the webhook platform's accounts",
      enableKeyRotation: true,
      removalPolicy,
    });
    this.accountKeys = new Table(this, 'AccountKeys', {
      tableName: `${prefix}-account-keys`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: stage.retainData,
      removalPolicy,
    });
    Validations.of(this.accountKeys).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason:
        "Erasing an account's key must make unreadable what backups of the other tables still hold: no backup of this one may bring it back.",
    });
  }

  /** The variables by which a function finds both. */
  get environment(): { readonly ACCOUNT_KEYS_TABLE: string; readonly KMS_KEY_ARN: string } {
    return { ACCOUNT_KEYS_TABLE: this.accountKeys.tableName, KMS_KEY_ARN: this.key.keyArn };
  }
}
