import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLongPolls } from '../../../../local/sqs/receive/long-polls.ts';

test('a message that becomes visible between an attempt and the setting of the timer is received', async () => {
  const visibleAt = 1;
  let time = 0;
  const longPolls = createLongPolls(
    () => time,
    (_queue, since) => (visibleAt > since ? visibleAt : undefined),
  );
  const attempt = () => {
    const found = visibleAt <= time ? 'the message' : undefined;
    time += 1;
    return found;
  };
  const { signal } = new AbortController();
  assert.equal(await longPolls.wait(1, { attempt, timeoutMs: 1_000, signal }), 'the message');
});
