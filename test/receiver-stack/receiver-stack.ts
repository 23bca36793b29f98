import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundleRelay } from './bundle-relay.ts';
import type { RelayEnvironment } from './environment.ts';

const NAME = 'webhooks-test-receiver';

/** A public endpoint whose requests a story on another machine reads, and answers, through a table. */
export class ReceiverStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      stackName: NAME,
      description: 'Receives webhooks for the end-to-end stories; delete it when they have run',
    });
    const table = this.#table();
    const api = this.#api(this.#relay(table));
    const outputs = { ReceiverUrl: api.apiEndpoint, ReceiverTable: table.tableName };
    Object.entries(outputs).forEach(([name, value]) => new CfnOutput(this, name, { value }));
  }

  #table(): Table {
    return new Table(this, 'Requests', {
      tableName: NAME,
      partitionKey: { name: 'receiver', type: AttributeType.STRING },
      sortKey: { name: 'arrival', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      timeToLiveAttribute: 'expires_at',
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  #relay(table: Table): LambdaFunction {
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${NAME}`,
      retention: RetentionDays.ONE_DAY,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const environment: Record<keyof RelayEnvironment, string> = { REQUESTS_TABLE: table.tableName };
    return new LambdaFunction(this, 'Relay', {
      functionName: NAME,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundleRelay(),
      handler: 'index.handler',
      // Just under the 30 s after which the gateway answers for the function.
      timeout: Duration.seconds(29),
      memorySize: 512,
      environment,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      role: this.#role(table),
    });
  }

  /** Written out: the CDK's grants would let it query, scan and delete too. */
  #role(table: Table): Role {
    const streams = Stack.of(this).formatArn({
      service: 'logs',
      resource: `log-group:/aws/lambda/${NAME}:*`,
    });
    const statements = [
      new PolicyStatement({
        sid: 'Requests',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [table.tableArn],
      }),
      new PolicyStatement({
        sid: 'OwnLog',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [streams],
      }),
    ];
    return new Role(this, 'Role', {
      roleName: NAME,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { permissions: new PolicyDocument({ statements }) },
    });
  }

  #api(relay: LambdaFunction): HttpApi {
    const api = new HttpApi(this, 'HttpApi', {
      apiName: NAME,
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Relay', relay),
    });
    api.addStage('DefaultStage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
    });
    return api;
  }
}
