import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * Somebody else's app, as one would write it with the CDK's own constructs: a library that shelves the books it gets
 * back. It names nothing, so CloudFormation has to, and its function is not bundled.
 */
const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Library');

const lost = new Queue(stack, 'Lost');
const returned = new Queue(stack, 'Returned', {
  visibilityTimeout: Duration.seconds(1),
  deadLetterQueue: { queue: lost, maxReceiveCount: 2 },
});
const shelf = new Table(stack, 'Shelf', {
  partitionKey: { name: 'isbn', type: AttributeType.STRING },
  removalPolicy: RemovalPolicy.DESTROY,
});
const shelve = new LambdaFunction(stack, 'Shelve', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(join(import.meta.dirname, 'shelve')),
  timeout: Duration.seconds(1),
  environment: { SHELF: shelf.tableName },
});
shelf.grantWriteData(shelve);
shelve.addEventSource(new SqsEventSource(returned, { batchSize: 5, reportBatchItemFailures: true }));

const desk = new EventBus(stack, 'Desk');
const returns = new Rule(stack, 'Returns', {
  eventBus: desk,
  eventPattern: { source: ['desk'], detailType: ['book.returned'] },
});
returns.addTarget(new SqsQueue(returned));

const outputs = {
  ReturnedUrl: returned.queueUrl,
  LostUrl: lost.queueUrl,
  ShelfName: shelf.tableName,
  DeskName: desk.eventBusName,
};
Object.entries(outputs).forEach(([name, value]) => new CfnOutput(stack, name, { value }));

app.synth();
