import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ReplayMode, replayName } from '../../../../shared/message/replay-name.ts';
import { replayOfEvent } from '../../../../shared/message/replay-of-event.ts';
import { recordToMessage } from '../../../../shared/message/record-to-message.ts';

const JOB = `job_${'0123456789abcdef'.repeat(2)}`;
const asked = { id: JOB, from: Date.UTC(2026, 0, 15, 10, 30, 0, 500), to: Date.UTC(2026, 0, 15, 11) };

test('the name of a replay fits into what EventBridge takes', () => {
  for (const mode of ['all', 'missing'] as const)
    assert.match(name('webhooks-fifteen-letters', mode, Date.UTC(9999, 11, 31)), /^[.\-_A-Za-z0-9]{1,64}$/);
});

test('an event tells by the name of its replay whose it is and what for', () => {
  const event = { 'replay-name': name('webhooks-prod', 'missing'), time: '2020-01-01T00:00:00Z' };
  assert.deepEqual(replayOfEvent(event), { jobId: JOB, mode: 'missing', covers: true });
});

for (const [time, covers] of [
  ['2026-01-15T10:29:59Z', false],
  ['2026-01-15T10:30:00Z', true],
  ['2026-01-15T11:00:00Z', true],
  ['2026-01-15T11:00:01Z', false],
  ['no time', true],
] as const)
  test(`a replay of everything covers its span and not what it was widened by: ${time}`, () => {
    const event = { 'replay-name': name('webhooks-prod', 'all'), time };
    assert.deepEqual(replayOfEvent(event), { jobId: JOB, mode: 'all', covers });
  });

test('a replay that somebody started by hand is no job of ours', () => {
  for (const other of ['by-hand', `webhooks-prod.all.${JOB}`, 'a.missing.', 'a.all.AAAA', undefined, 7])
    assert.equal(replayOfEvent({ 'replay-name': other, time: '2026-01-15T10:30:00Z' }), undefined);
});

test('a message knows the replay that it came with, and its bytes and id do not', () => {
  const event = {
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'call.ended',
    time: '2026-01-15T10:30:00Z',
    detail: { account_id: 'demo', data: {} },
  };
  const original = recordToMessage(JSON.stringify(event));
  const replayed = recordToMessage(JSON.stringify({ ...event, 'replay-name': name('webhooks-prod', 'all') }));
  assert.ok('id' in original && 'id' in replayed);
  assert.deepEqual([replayed.id, replayed.body], [original.id, original.body]);
  assert.deepEqual([original.replay?.jobId, replayed.replay?.jobId], [undefined, JOB]);
});

function name(prefix: string, mode: ReplayMode, to = asked.to): string {
  return replayName(prefix, { ...asked, mode, to });
}
