import type { TestContext } from 'node:test';
import type { JsonObject } from '../../../../local/endpoint/operation.ts';
import type { LambdaOptions } from '../../../../local/lambda/create-lambda.ts';
import { lambdaFixture, until } from './lambda-fixture.ts';

export type SeenRecord = {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
};

/**
 * A Lambda with queues. A function made by `consumer` writes each batch it gets into `batches`, then does what its
 * code says.
 */
export function mappingFixture(test: TestContext, options: Partial<LambdaOptions> = {}) {
  const batches: SeenRecord[][] = [];
  const fixture = lambdaFixture(test, {
    onLog: ({ line }) => {
      if (line.startsWith('{"Records"'))
        batches.push((JSON.parse(line) as { Records: SeenRecord[] }).Records);
    },
    ...options,
  });
  const { call, deploy, lambda, sqsCall } = fixture;

  const consumer = (name: string, code: string, properties: JsonObject = {}) =>
    deploy(
      name,
      `export const handler = async (event) => {
         process.stdout.write(JSON.stringify(event) + '\\n');
         const bodies = event.Records.map(({ body }) => body);
         ${code} }`,
      { Timeout: 10, ...properties },
    );

  async function queue(name: string, attributes: JsonObject = {}) {
    const { QueueUrl } = await sqsCall('CreateQueue', { QueueName: name, Attributes: attributes });
    return { QueueUrl: String(QueueUrl), arn: `arn:aws:sqs:eu-central-1:000000000000:${name}` };
  }

  const send = (QueueUrl: string, ...bodies: readonly string[]) =>
    Promise.all(bodies.map((MessageBody) => sqsCall('SendMessage', { QueueUrl, MessageBody })));

  async function stateOf(uuid: unknown): Promise<unknown> {
    return (await call('GetEventSourceMapping', { UUID: uuid }))['State'];
  }

  /** Makes a mapping, lets it become what it shall be, and starts polling. */
  async function map(input: JsonObject): Promise<string> {
    const { UUID } = await call('CreateEventSourceMapping', input);
    lambda.start();
    await until(
      async () => ['Enabled', 'Disabled'].includes(String(await stateOf(UUID))),
      'the mapping is made',
    );
    return String(UUID);
  }

  async function left(QueueUrl: string): Promise<{ visible: number; inFlight: number }> {
    const { Attributes } = await sqsCall('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    const attributes = Attributes as Record<string, string>;
    return {
      visible: Number(attributes['ApproximateNumberOfMessages']),
      inFlight: Number(attributes['ApproximateNumberOfMessagesNotVisible']),
    };
  }

  const isEmpty = async (QueueUrl: string) => {
    const { visible, inFlight } = await left(QueueUrl);
    return visible + inFlight === 0;
  };

  /** Waits until the queue is empty and so many batches were seen: what a function writes arrives after its result. */
  const allServed = (QueueUrl: string, batchCount: number) =>
    until(
      async () => batches.length >= batchCount && (await isEmpty(QueueUrl)),
      `the queue is empty after ${batchCount} batches`,
    );

  return { ...fixture, allServed, batches, consumer, queue, send, stateOf, map, left, isEmpty };
}
