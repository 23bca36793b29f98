import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStalled } from '../../../../shared/job/is-stalled.ts';
import type { Job } from '../../../../shared/job/job.ts';
import { newJob } from '../../../../shared/job/new-job.ts';

const AFTER_MS = 1_000;
const NOW = Date.now();
const LONG_AGO = NOW - AFTER_MS;

const made = newJob({ accountId: 'demo', subscriptionId: 'sub_1', now: LONG_AGO }, { kind: 'redrive' });

describe('a job is stalled', () => {
  for (const [title, fields] of [
    ['that was never run', {}],
    ['that runs and gets no further', { status: 'running', progressedAt: LONG_AGO }],
    ['whose rule does not come', { status: 'waiting', statusReason: 'rule_not_applied' }],
    ["that waits for other people's replays", { status: 'waiting', statusReason: 'replays_of_others' }],
  ] as const)
    it(title, () => {
      assert.equal(isStalled({ ...made, ...fields }, NOW, AFTER_MS), true);
      assert.equal(isStalled({ ...made, ...fields }, NOW - 1, AFTER_MS), false);
    });
});

describe('a job is not stalled', () => {
  for (const [title, fields] of [
    ['that has just got further', { status: 'running', progressedAt: NOW - AFTER_MS + 1 }],
    ['that is at its end', { status: 'completed' }],
    ['whose subscription is disabled', { status: 'waiting', statusReason: 'subscription_disabled' }],
    ['whose events are not archived yet', { status: 'waiting', statusReason: 'events_not_archived' }],
    ['that waits for another job', { status: 'waiting', statusReason: 'another_replay' }],
  ] as const satisfies readonly (readonly [string, Partial<Job>])[])
    it(title, () => assert.equal(isStalled({ ...made, ...fields }, NOW, AFTER_MS), false));
});
