/** A line to paste into a shell that puts one `call.ended` onto the bus with the AWS CLI, version 1 or 2. */
export function putEventsCommand(target: {
  readonly endpointUrl: string;
  readonly region: string;
  readonly eventBusName: string;
  readonly accountId: string;
}): string {
  const entry = {
    EventBusName: target.eventBusName,
    Source: 'freyavoice.calls',
    DetailType: 'call.ended',
    Detail: JSON.stringify({
      account_id: target.accountId,
      data: { call_id: 'call_123', duration: 120, outcome: 'success' },
    }),
  };
  return [
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws events put-events',
    `--endpoint-url ${target.endpointUrl} --region ${target.region}`,
    `--entries ${singleQuoted(JSON.stringify([entry]))}`,
  ].join(' ');
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
