/**
 * The URL of a queue, from its ARN. SQS reads only its path (`/<account>/<name>`); the client is told to send to its own
 * endpoint (`useQueueUrlAsEndpoint: false`).
 */
export function queueUrl(queueArn: string): string {
  const [, , , region, account, name] = queueArn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
