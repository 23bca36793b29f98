import { checkResourcePolicy } from '../../iam/check-resource-policy.ts';
import { globMatcher } from '../../iam/glob-matcher.ts';
import type { PolicyStatement } from '../../iam/policy-document.ts';
import { sqsError } from '../sqs-error.ts';

const MOST_BYTES = 8192;
const MOST_STATEMENTS = 20;
const MOST_PRINCIPALS = 50;
const MOST_ACTIONS = 7;

/** What a policy can speak of; a batch is allowed with its single action and has none of its own. */
const ACTIONS = [
  'AddPermission CancelMessageMoveTask ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue',
  'GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListMessageMoveTasks ListQueueTags ListQueues',
  'PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes StartMessageMoveTask TagQueue',
  'UntagQueue',
].flatMap((line) => line.split(' ').map((name) => `sqs:${name}`.toLowerCase()));

/**
 * Checks a queue's Policy when it is set, so that no request meets one that cannot be evaluated. Returns compact JSON.
 * @throws {AwsError} `InvalidAttributeValue`, `OverLimit`
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export function checkPolicy(text: string): string {
  const document = checkResourcePolicy(text, invalid);
  const statements = [document.Statement].flat();
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw invalid(`It has ${Buffer.byteLength(text)} bytes, and at most ${MOST_BYTES} are allowed.`);
  checkLimit('statements were found in', statements.length, MOST_STATEMENTS);
  checkLimit('principals were found in', statements.flatMap(principals).length, MOST_PRINCIPALS);
  for (const statement of statements) {
    const actions = [statement.Action ?? statement.NotAction ?? []].flat();
    checkLimit('actions were found in a statement of', actions.length, MOST_ACTIONS);
    for (const action of actions) checkAction(action);
  }
  return JSON.stringify(document);
}

function principals({ Principal, NotPrincipal }: PolicyStatement): readonly unknown[] {
  return Object.values({ ...asKinds(Principal), ...asKinds(NotPrincipal) }).flat();
}

function asKinds(principal: PolicyStatement['Principal']): Readonly<Record<string, unknown>> {
  return typeof principal === 'string' ? { AWS: principal } : (principal ?? {});
}

function checkAction(action: string): void {
  const matches = globMatcher(action.toLowerCase());
  if (!ACTIONS.some(matches)) throw invalid(`${action} is no action of SQS.`);
}

function checkLimit(what: string, found: number, most: number): void {
  if (found > most)
    throw sqsError('OverLimit', `${found} ${what} the submitted policy, max allowed is ${most}.`);
}

function invalid(reason: string): Error {
  return sqsError('InvalidAttributeValue', `Invalid value for the parameter Policy. ${reason}`);
}
