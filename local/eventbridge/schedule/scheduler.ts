import { transaction } from '../../storage/transaction.ts';
import { envelopeToJson } from '../event/envelope.ts';
import { isEnabled, type Rule } from '../rule/rule.ts';
import type { Core } from '../core.ts';
import { deliverToTarget } from '../target/deliver-to-target.ts';
import { routeEvent } from '../event/route-event.ts';
import type { Worker } from '../worker.ts';
import { parseRate } from './parse-rate.ts';

/**
 * Fires scheduled rules. The beat is stored: what came due while the process was down is fired once at the next start,
 * and then the beat goes on.
 */
export function createScheduler(core: Core): Worker {
  const { context } = core;
  const scheduled = () =>
    [...(core.buses.get('default')?.rules.values() ?? [])].filter(
      ({ record }) => record.nextRunAt !== undefined && isEnabled(record),
    );
  return {
    runDue() {
      for (const rule of scheduled())
        if ((rule.record.nextRunAt ?? 0) <= context.now())
          transaction(context.database, () => fire(core, rule));
    },
    nextAt() {
      const times = scheduled().map(({ record }) => record.nextRunAt ?? 0);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

function fire(core: Core, rule: Rule): void {
  const { context } = core;
  const { record } = rule;
  const every = parseRate(record.scheduleExpression ?? '');
  const missed = Math.floor((context.now() - (record.nextRunAt ?? 0)) / every);
  const nextRunAt = (record.nextRunAt ?? 0) + (missed + 1) * every;
  const envelope = {
    id: core.newId(),
    detailType: 'Scheduled Event',
    source: 'aws.events',
    account: context.accountId,
    time: context.now(),
    region: context.region,
    resources: [rule.arn],
    detail: '{}',
  };
  const json = envelopeToJson(envelope);
  for (const target of record.targets)
    deliverToTarget(core, { rule, target, envelope, json, isForwarded: false }, (bus) =>
      routeEvent(core, bus, envelope, { isForwarded: true }),
    );
  core.buses.putRule(rule.bus, rule.name, { ...record, nextRunAt });
}
