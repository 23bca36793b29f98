import type { Connection } from './connection-file.ts';
import type { Paint } from './paint.ts';
import { putEventsCommand } from './put-events-command.ts';

/** What a person reads once the platform runs: where everything is, the keys, and a first event to paste. */
export function bootReport(
  report: {
    /** From the stopwatch: `ready in 3.9 s: synth 1.8 s, ...`. */
    readonly summary: string;
    readonly connection: Connection;
    readonly connectionPath: string;
    readonly receiver: { readonly url: string } | undefined;
    /** `14 of 14 verified`, when this start sent the examples. */
    readonly verified: string | undefined;
    readonly strict: boolean;
  },
  paint: Paint,
): string {
  const { connection } = report;
  const rows: [string, string][] = [
    ['HTTP API', connection.api_url],
    ['  account', connection.account_id],
    ['  account key', connection.account_key],
    ['  admin key', connection.admin_key],
    ['AWS endpoint', connection.aws_endpoint_url],
    ['  region', connection.region],
    ['  event bus', connection.event_bus_name],
    ...(report.receiver ? [['Receiver', report.receiver.url] as [string, string]] : []),
    ...(report.verified ? [['  examples', report.verified] as [string, string]] : []),
    ['Kept in', report.connectionPath],
  ];
  return [
    '',
    paint('bold', report.summary),
    '',
    ...rows.map(([name, value]) => `${name.padEnd(16)}${paint('cyan', value)}`),
    '',
    'Put an event onto the bus:',
    putEventsCommand({
      endpointUrl: connection.aws_endpoint_url,
      region: connection.region,
      eventBusName: connection.event_bus_name,
      accountId: connection.account_id,
    }),
    '',
    ...(report.strict ? ['Strict: subscriptions take https URLs at public addresses only.'] : []),
    'Attempts are shown as they happen. Ctrl-C stops.',
    '',
  ].join('\n');
}
