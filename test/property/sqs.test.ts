import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createFixture, type Fixture, type Message } from '../unit/local/sqs/sqs-fixture.ts';

const VISIBILITY = 30;
const MAX_RECEIVES = 3;

type Step =
  | { readonly do: 'send' }
  | { readonly do: 'receive'; readonly most: number }
  | { readonly do: 'delete'; readonly pick: number }
  | { readonly do: 'hide'; readonly pick: number; readonly seconds: number }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'crash' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('send' as const) }),
  fc.record({ do: fc.constant('receive' as const), most: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat(50) }),
  fc.record({ do: fc.constant('hide' as const), pick: fc.nat(50), seconds: fc.nat(60) }),
  fc.record({ do: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('crash' as const) }),
);

/** The simplest queue that could be right: what is known of each message, by id. */
type Model = { visibleAt: number; receives: number; receipt: string; dead: boolean };

describe('a queue with a redrive policy, whatever happens to it', () => {
  it('has each message that was sent and not deleted in exactly one place, hidden until its time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const fixture = createFixture();
        const urls = createQueues(fixture);
        const model = new Map<string, Model>();
        const clock = { seconds: 0 };
        for (const one of steps) take(one, { fixture, urls, model, clock });
        checkCounts({ fixture, urls, model, clock });
      }),
      { numRuns: 150 },
    );
  });
});

type World = {
  readonly fixture: Fixture;
  readonly urls: { readonly jobs: string; readonly dead: string };
  readonly model: Map<string, Model>;
  readonly clock: { seconds: number };
};

function createQueues({ queue }: Fixture): World['urls'] {
  const dead = queue('dead');
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: MAX_RECEIVES });
  return { dead, jobs: queue('jobs', { RedrivePolicy, VisibilityTimeout: String(VISIBILITY) }) };
}

function take(one: Step, world: World): void {
  const { fixture, urls, model, clock } = world;
  switch (one.do) {
    case 'send': {
      const id = String(fixture.send(urls.jobs, 'x')['MessageId']);
      model.set(id, { visibleAt: clock.seconds, receives: 0, receipt: '', dead: false });
      return;
    }
    case 'receive':
      return checkReceived(world, fixture.receive(urls.jobs, { MaxNumberOfMessages: one.most }), one.most);
    case 'delete': {
      const found = pick(model, one.pick);
      if (!found) return;
      fixture.call('DeleteMessage', { QueueUrl: urls.jobs, ReceiptHandle: found[1].receipt });
      model.delete(found[0]);
      return;
    }
    case 'hide': {
      const found = pick(model, one.pick);
      if (!found || found[1].visibleAt <= clock.seconds) return;
      const change = { ReceiptHandle: found[1].receipt, VisibilityTimeout: one.seconds };
      fixture.call('ChangeMessageVisibility', { QueueUrl: urls.jobs, ...change });
      found[1].visibleAt = clock.seconds + one.seconds;
      return;
    }
    case 'pass':
      fixture.pass(one.seconds);
      clock.seconds += one.seconds;
      return;
    case 'crash':
      fixture.sqs.makeInFlightVisible();
      for (const message of model.values()) message.visibleAt = Math.min(message.visibleAt, clock.seconds);
  }
}

/** A message of the queue that has been received. */
function pick(model: World['model'], at: number): [string, Model] | undefined {
  const received = [...model].filter(([, message]) => message.receipt !== '' && !message.dead);
  return received[at % Math.max(1, received.length)];
}

/** In order of visibility, then of sending; what was received too often goes away on the way. */
function checkReceived({ model, clock }: World, received: readonly Message[], most: number): void {
  const visible = [...model].filter(([, { dead, visibleAt }]) => !dead && visibleAt <= clock.seconds);
  const expected: string[] = [];
  for (const [id, message] of visible.toSorted(([, a], [, b]) => a.visibleAt - b.visibleAt)) {
    if (expected.length === most) break;
    if (message.receives < MAX_RECEIVES) expected.push(id);
    else message.dead = true;
  }
  assert.deepEqual(
    received.map(({ MessageId }) => MessageId),
    expected,
  );
  for (const { MessageId, ReceiptHandle } of received) {
    const receives = (model.get(MessageId)?.receives ?? 0) + 1;
    const visibleAt = clock.seconds + VISIBILITY;
    model.set(MessageId, { visibleAt, receives, receipt: ReceiptHandle, dead: false });
  }
}

function checkCounts({ fixture, urls, model, clock }: World): void {
  const messages = [...model.values()];
  const inQueue = messages.filter(({ dead }) => !dead);
  const hidden = inQueue.filter(({ visibleAt }) => visibleAt > clock.seconds);
  const jobs = fixture.attributes(urls.jobs);
  assert.equal(Number(jobs['ApproximateNumberOfMessages']), inQueue.length - hidden.length);
  assert.equal(Number(jobs['ApproximateNumberOfMessagesNotVisible']), hidden.length);
  const dead = fixture.attributes(urls.dead);
  assert.equal(Number(dead['ApproximateNumberOfMessages']), messages.length - inQueue.length);
}
