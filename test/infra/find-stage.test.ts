import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStage } from '../../infra/find-stage.ts';

describe('every stage', () => {
  for (const name of ['local', 'test', 'dev', 'prod']) {
    const stage = findStage(name);

    it(`hides a message for as long as deliver may run: ${name}`, () => {
      assert.ok(stage.visibilityTimeoutSeconds >= stage.deliverTimeoutSeconds);
    });

    // SQS counts a dead letter's age from its first enqueueing, so an equal retention could drop it on arrival.
    it(`keeps a dead letter longer than a message: ${name}`, () => {
      assert.ok(stage.queueRetentionSeconds >= 60);
      assert.ok(stage.dlqRetentionSeconds > stage.queueRetentionSeconds);
      assert.ok(stage.dlqRetentionSeconds <= 14 * 86_400);
    });

    it(`archives events for 30 days or more, longer than any queue keeps them: ${name}`, () => {
      assert.ok(stage.archiveRetentionDays >= 30);
    });
  }

  it('delivers to public addresses only, where it is on AWS', () => {
    assert.equal(findStage('prod').addressRules, 'public');
    assert.equal(findStage('dev').addressRules, 'public');
  });
});

describe('a stage nobody defined', () => {
  it('fails with the name it got and those there are', () => {
    assert.throws(() => findStage('prdo'), /no stage "prdo".*prod, dev, local, test/);
    assert.throws(() => findStage('toString'), /no stage "toString"/);
  });
});
