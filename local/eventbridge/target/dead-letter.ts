import { AwsError } from '../../endpoint/aws-error.ts';
import type { Core } from '../core.ts';
import type { Delivery } from './delivery.ts';
import { sendMessage } from './send-message.ts';

export type Failure = {
  readonly error: AwsError;
  /** Only after retries. */
  readonly exhausted?: {
    readonly condition: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
    readonly attempts: number;
  };
};

/**
 * Sends an event that a target did not take to the target's dead-letter queue, with AWS's attributes. Without a queue,
 * or when the queue does not take it either, it is lost and the operator is told.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetter(
  core: Core,
  delivery: Pick<Delivery, 'rule' | 'target' | 'json'>,
  failure: Failure,
): void {
  const { rule, target, json } = delivery;
  const { error, exhausted } = failure;
  const what = `An event of ${rule.arn} did not reach ${target.Arn} (${error.code}: ${error.message})`;
  const queue = target.DeadLetterConfig?.Arn;
  if (queue === undefined)
    return core.context.warn(`${what} and is lost: the target has no dead-letter queue.`);
  try {
    sendMessage(
      core,
      queue,
      { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule.arn },
      {
        body: json,
        attributes: {
          RULE_ARN: rule.arn,
          TARGET_ARN: target.Arn,
          ERROR_CODE: errorCode(error),
          ERROR_MESSAGE: error.message.slice(0, 1024),
          ...(exhausted
            ? { EXHAUSTED_RETRY_CONDITION: exhausted.condition, RETRY_ATTEMPTS: String(exhausted.attempts) }
            : {}),
        },
      },
    );
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal;
    core.context.warn(
      `${what} and is lost: its dead-letter queue ${queue} did not take it (${refusal.message}).`,
    );
  }
}

/** Whether a retry can change nothing: no permission, or nothing there. */
export function isFinal(error: AwsError): boolean {
  return error.status < 500 && !/Throttl|TooManyRequests/.test(error.code);
}

function errorCode(error: AwsError): string {
  if (error.code.startsWith('AccessDenied')) return 'NO_PERMISSIONS';
  if (/DoesNotExist|NonExistent|NotFound/.test(error.code)) return 'NO_RESOURCE';
  if (/Throttl|TooManyRequests/.test(error.code)) return 'THROTTLING';
  return error.status < 500 ? 'SDK_CLIENT_ERROR' : 'INTERNAL_ERROR';
}
