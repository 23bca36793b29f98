import { parseFields } from '../../../shared/problem/parse-fields.ts';
import { compilePattern, type EventPattern } from '../../../shared/subscription/pattern.ts';
import { refuseLongPattern } from '../../../shared/subscription/refuse-long-pattern.ts';
import { subscriptionFields } from '../../../shared/subscription/subscription-fields.ts';
import { accountRoute } from '../account-route.ts';
import { budgetedTransform } from '../budgeted-transform.ts';
import { type LatestMessage, latestMessages } from '../latest-messages.ts';
import { messageToEvent } from '../message-to-event.ts';
import type { Trying } from '../trying.ts';

/** What events, a filter and a transform would make of the account's latest messages; nothing is stored or sent. */
export const previewSubscription = accountRoute({
  method: 'POST',
  path: '/v1/subscriptions/preview',
  access: 'manage',
  body: 'optional',
  fields: subscriptionFields.public.preview,
  // Nothing is changed by looking.
  audited: false,
  async handle({ accountId, body = {} }, dependencies) {
    const {
      events = ['*'],
      filter,
      transform,
    } = parseFields(subscriptionFields[dependencies.addressRules].preview, body);
    const source = { accountId, events, ...(filter && { filter }) };
    refuseLongPattern(source);
    const wanted = { accountId, pattern: compilePattern(source), transform: transform ?? undefined };
    const { trying, now } = dependencies;
    const budgeted = { ...trying, transform: budgetedTransform(trying.transform, now) };
    const data: Previewed[] = [];
    // One after the other: EventBridge takes few calls a second, and an account shares them with all others.
    for (const message of await latestMessages(dependencies, accountId))
      data.push(await preview(budgeted, wanted, message));
    return { status: 200, body: { data } };
  },
});

type Wanted = {
  readonly accountId: string;
  readonly pattern: EventPattern;
  readonly transform: string | undefined;
};

type Previewed = Awaited<ReturnType<typeof preview>>;

async function preview(trying: Trying, wanted: Wanted, message: LatestMessage) {
  const { messageId, eventType } = message;
  const matches = await trying.matches(wanted.pattern, messageToEvent(message, wanted.accountId));
  const made = matches ? await bodyOf(trying, wanted, message) : { body: null, error: null };
  return { message_id: messageId ?? null, event_type: eventType, matches, ...made };
}

async function bodyOf(
  { transform }: Trying,
  { accountId, transform: expression }: Wanted,
  { body, messageId = 'example' }: LatestMessage,
) {
  if (expression === undefined) return { body, error: null };
  const result = await transform({ accountId, expression, body, messageId });
  if ('body' in result) return { body: result.body, error: null };
  return { body: null, error: { code: result.failed, detail: result.message } };
}
