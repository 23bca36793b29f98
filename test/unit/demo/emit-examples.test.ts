import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { localAwsAccess } from '../../../demo/aws-access.ts';
import { emitExamples } from '../../../demo/emit-examples.ts';
import { startApiStandIn } from './api-stand-in.ts';

type Entry = { EventBusName: string; Source: string; DetailType: string; Detail: string };

const names = Array.from({ length: 12 }, (_, index) => `call.kind_${index}`);

const listed = [
  ...names.map((name) => ({ name, operational: false })),
  { name: 'subscription.disabled', operational: true },
];

/** One server that is the API and the AWS endpoint at once; `refusing` names an event type that the bus does not take. */
async function emit(context: TestContext, refusing?: string) {
  const batches: Entry[][] = [];
  const server = await startApiStandIn(context, ({ path, body }) => {
    if (path === '/v1/event-types') return { body: { data: listed } };
    if (path.startsWith('/v1/event-types/')) {
      const name = path.slice('/v1/event-types/'.length);
      return { body: { name, example: { call_id: `call_${name}` } } };
    }
    const { Entries: entries } = body as { Entries: Entry[] };
    batches.push(entries);
    const results = entries.map(({ DetailType }) =>
      DetailType === refusing ? { ErrorCode: 'InternalFailure', ErrorMessage: 'no' } : { EventId: 'e-1' },
    );
    return {
      body: { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results },
    };
  });
  const emitted = emitExamples({
    api: { apiUrl: server.apiUrl, key: 'whk_1' },
    aws: localAwsAccess(server.apiUrl, 'us-east-1'),
    eventBusName: 'webhooks-local',
    accountId: 'demo',
  });
  return { emitted: await emitted, batches };
}

test('every event type but the operational ones is put once, at most ten to a call, with its example and the account', async (context) => {
  const { emitted, batches } = await emit(context);
  assert.deepEqual(emitted, names);
  assert.deepEqual(
    batches.map((entries) => entries.length),
    [10, 2],
  );
  assert.deepEqual(
    batches.flat().map((entry) => entry.DetailType),
    names,
  );
  const first = batches[0]?.[0];
  assert.deepEqual([first?.EventBusName, first?.Source], ['webhooks-local', 'freyavoice.calls']);
  assert.deepEqual(JSON.parse(first?.Detail ?? ''), {
    account_id: 'demo',
    data: { call_id: 'call_call.kind_0' },
  });
});

test('fails when the bus refuses one event of a call that was answered with 200', async (context) => {
  await assert.rejects(emit(context, 'call.kind_11'), /PutEvents refused an event: InternalFailure no/);
});
