import { AwsError } from '../../endpoint/aws-error.ts';

/**
 * How often `rate(5 minutes)` fires, in milliseconds.
 * @throws {AwsError} `ValidationException` for what AWS refuses, and for `cron(...)`, which is not emulated
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseRate(expression: string): number {
  if (expression.startsWith('cron('))
    throw new AwsError(
      'ValidationException',
      `The embedded EventBridge does not emulate ${expression}. It knows rate(), for instance rate(1 minute).`,
    );
  const [, digits, unit, plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const count = Number(digits ?? 0);
  if (count < 1 || (count === 1) !== (plural === ''))
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  return count * (unit === 'minute' ? MINUTE_MS : unit === 'hour' ? 60 * MINUTE_MS : 1440 * MINUTE_MS);
}

const MINUTE_MS = 60_000;
