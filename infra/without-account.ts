/**
 * Matches an event whose `account_id` is missing or no text, as of an emitter whose own ids are numbers. It is text
 * itself, for a template may hold no `null`. EventBridge compares numbers up to five thousand millions; a larger one
 * matches nothing.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-null-values.html
 */
export const withoutAccount = JSON.stringify({
  detail: {
    account_id: [{ exists: false }, null, '', true, false, { numeric: ['>=', -5e9] }],
  },
});
