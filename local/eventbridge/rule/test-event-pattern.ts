import { AwsError } from '../../endpoint/aws-error.ts';
import type { Operation } from '../../endpoint/operation.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { flattenEvent } from '../pattern/flatten-event.ts';
import { matchesPattern } from '../pattern/matches-pattern.ts';
import { parseJsonExactly } from '../pattern/parse-json-exactly.ts';
import { defineOperation } from '../request/define-operation.ts';
import { requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';

/** TestEventPattern: whether a pattern matches an event, which must have the members that every event has. */
export function testEventPattern({ limits }: Core): Operation {
  return defineOperation({
    parameters: ['EventPattern', 'Event'],
    access: () => [{ action: 'events:TestEventPattern', resource: '*' }],
    run(input) {
      const any = { max: Number.POSITIVE_INFINITY };
      const source = requiredText(input, 'EventPattern', any);
      const pattern = compilePattern(source, { maxLength: limits.patternLength });
      return { Result: matchesPattern(pattern, flattenEvent(readEvent(requiredText(input, 'Event', any)))) };
    },
  });
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

function readEvent(text: string): object {
  const event = parse(text);
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw new AwsError('ValidationException', 'Parameter Event is not valid.');
  const missing = MANDATORY.filter((name) => !Object.hasOwn(event, name));
  if (missing.length > 0)
    throw new AwsError(
      'ValidationException',
      `Parameter Event is not valid. It lacks ${missing.join(', ')}.`,
    );
  return event;
}

function parse(text: string): unknown {
  try {
    return parseJsonExactly(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
