import * as z from 'zod/mini';
import { logBuckets } from '../../../shared/delivery/log-buckets.ts';
import type { ProblemError } from '../../../shared/problem/problem-error.ts';
import { refusedFields } from '../../../shared/problem/refused-fields.ts';
import { strictObject } from '../../../shared/problem/strict-object.ts';
import { accountRoute } from '../account-route.ts';
import { foundSubscription } from '../found-subscription.ts';
import { presentState } from '../present-state.ts';
import { timeField } from '../query-fields.ts';
import { refuseBackwards } from '../refuse-backwards.ts';
import { statisticsToResource } from '../statistics-resource.ts';
import { PERIOD_MS, type Period, periodStart, statisticsPeriods } from '../statistics-periods.ts';

const query = strictObject({
  period: z.optional(z.enum(['hour', 'day'], 'hour or day')),
  from: z.optional(timeField),
  to: z.optional(timeField),
});

/** How many periods are answered where no span is asked for: a day of hours, a month of days. */
const DEFAULT_PERIODS = { hour: 24, day: 30 } as const;
const MOST_PERIODS = { hour: 31 * 24, day: 400 } as const;

export const getStatistics = accountRoute({
  method: 'GET',
  path: '/v1/subscriptions/{id}/stats',
  access: 'read',
  query,
  async handle({ accountId, parameters, query: { period = 'hour', ...asked } }, dependencies) {
    const subscription = await foundSubscription(dependencies, accountId, parameters['id']);
    const { looking } = dependencies;
    const now = dependencies.now();
    const span = spanOf(period, asked, now);
    const [hours, state] = await Promise.all([
      looking.statistics.read({
        subscriptionId: subscription.id,
        buckets: logBuckets(subscription),
        from: span.from,
        to: span.to - 1,
      }),
      presentState({ looking, now }, subscription),
    ]);
    const { total, periods } = statisticsPeriods(hours, span);
    return {
      status: 200,
      body: {
        period,
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
        ...state,
        total: statisticsToResource(total),
        data: periods.map(({ start, statistics }) => ({
          start: new Date(start).toISOString(),
          ...statisticsToResource(statistics),
        })),
      },
    };
  },
});

type Asked = { readonly from?: number | undefined; readonly to?: number | undefined };

/** Whole periods: the one that `from` is in, and all that begin before `to`. */
function spanOf(period: Period, { from, to }: Asked, now: number) {
  refuseBackwards(from, to);
  const end = to ?? Math.max(now, from ?? 0) + 1;
  const start = periodStart(period, from ?? end - 1 - (DEFAULT_PERIODS[period] - 1) * PERIOD_MS[period]);
  const last = periodStart(period, end - 1) + PERIOD_MS[period];
  const count = (last - start) / PERIOD_MS[period];
  if (count > MOST_PERIODS[period]) throw tooLong(period, start, count);
  return { period, from: start, to: last };
}

function tooLong(period: Period, start: number, count: number): ProblemError {
  const allowed = `at most ${MOST_PERIODS[period]} ${period}s before to, and these are ${count}`;
  return refusedFields([{ field: 'from', got: new Date(start).toISOString(), allowed }], 'invalid_query');
}
