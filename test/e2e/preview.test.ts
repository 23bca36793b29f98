import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Api, createAccount, expectStatus } from './support/api.ts';
import { eventually } from './support/eventually.ts';
import { putEvents } from './support/put-events.ts';
import { startReceiver } from './support/receiver.ts';
import { createSubscription } from './support/subscription.ts';

type Previewed = {
  readonly message_id: string | null;
  readonly event_type: string;
  readonly matches: boolean;
  readonly body: string | null;
  readonly error: { readonly code: string; readonly detail: string } | null;
};

async function preview(api: Api, body: object): Promise<readonly Previewed[]> {
  const answer = api<{ data: readonly Previewed[] }>('POST', '/v1/subscriptions/preview', body);
  return (await expectStatus(200, answer)).data;
}

test('a filter and a transform are shown over the latest messages, as a rule would match them', async (t) => {
  const { api, accountId } = await createAccount();
  const receiver = await startReceiver();
  t.after(() => receiver.stop());
  const { id } = await createSubscription(api, { url: receiver.url, events: ['call.*'] });
  // A second subscription has the same messages; each is shown once.
  await createSubscription(api, { url: receiver.url, events: ['call.ended'] });
  const event = (type: string, data: string) => ({
    type,
    detail: `{"account_id":"${accountId}","timestamp":"2024-01-15T10:30:00Z","data":${data}}`,
  });
  await putEvents([
    event('call.ended', '{"duration":30,"cost":1.10}'),
    event('call.ended', '{"duration":90,"cost":2.20}'),
    event('call.started', '{"duration":90}'),
  ]);
  await eventually('three messages are on record', async () => {
    const { body } = await api<{ data: unknown[] }>('GET', `/v1/subscriptions/${id}/deliveries`);
    return body.data.length === 3;
  });
  const filter = { duration: [{ numeric: ['>', 60] }] };
  const filtered = await preview(api, { events: ['call.ended'], filter });
  assert.equal(filtered.length, 3);
  const matching = filtered.filter(({ matches }) => matches);
  assert.deepEqual(
    matching.map(({ event_type, body }) => [event_type, body]),
    [
      [
        'call.ended',
        '{"event":"call.ended","timestamp":"2024-01-15T10:30:00Z","data":{"duration":90,"cost":2.20}}',
      ],
    ],
  );
  assert.match(matching[0]?.message_id ?? '', /^msg_/);
  const transformed = await preview(api, {
    events: ['call.ended'],
    filter,
    transform: '{ "s": data.duration }',
  });
  assert.deepEqual(
    transformed.map(({ body }) => body).filter((body) => body !== null),
    ['{"s":90}'],
  );
  for (const [transform, codes] of [
    ['($f := function() { $f() }; $f())', ['timeout']],
    [`$match("${'a'.repeat(50)}!", /(a+)+$/)`, ['timeout']],
    // Which bound a string meets first that is doubled for ever depends on the machine.
    ['($f := function($s) { $f($s & $s) }; $f("x"))', ['out_of_memory', 'error', 'timeout']],
    ['$join([1..300000].("x"))', ['too_large']],
  ] as const) {
    const bomb = await preview(api, { filter, events: ['call.ended'], transform });
    const failed = bomb.find(({ matches }) => matches);
    assert.equal(failed?.body, null, transform);
    assert.ok(
      codes.some((code) => code === failed?.error?.code),
      `${transform}: ${JSON.stringify(failed)}`,
    );
  }
  assert.equal(receiver.received.length, 5, 'a preview sends nothing');
});

test('without any message on record the examples of the catalogue are shown', async () => {
  const { api } = await createAccount();
  const shown = await preview(api, { events: ['agent.*'], transform: 'event' });
  assert.ok(shown.length > 10 && shown.every(({ message_id }) => message_id === null));
  assert.deepEqual(
    shown.filter(({ matches }) => matches).map(({ body }) => body),
    ['"agent.response"', '"agent.function_called"', '"agent.error"'],
  );
});

test('rejects a filter that no rule takes and a transform that cannot be parsed', async () => {
  const { api } = await createAccount();
  for (const [body, field] of [
    [{ filter: { a: [{ wildcard: '*x' }] } }, 'filter.a[0]'],
    [{ transform: '(' }, 'transform'],
    [{ events: ['nothing'] }, 'events[0]'],
    [{ url: 'https://example.com' }, 'url'],
  ] as const) {
    const refused = api<{ errors: { field: string }[] }>('POST', '/v1/subscriptions/preview', body);
    assert.equal((await expectStatus(422, refused)).errors[0]?.field.slice(0, field.length), field);
  }
});
