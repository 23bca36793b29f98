import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grantsOf } from './grants-of.ts';
import { stageTemplate } from './stage-template.ts';

const grants = grantsOf('prod');
/** It reaches nothing: a pattern and an event are given to it, and it has no resource-level scope. */
const PURE = 'events:TestEventPattern';
/** AWS lists these for the whole account and Region, or not at all. */
const LISTS = ['lambda:ListEventSourceMappings', 'events:ListRules', 'sqs:ListQueues'];

describe('every role', () => {
  it('names each action in full', () => {
    for (const { role, action } of grants) assert.doesNotMatch(action, /[*?]/, role);
  });

  it('names a resource wherever the service has one to name', () => {
    const withoutScope = new Set(['lambda:CreateEventSourceMapping', PURE, ...LISTS]);
    for (const { role, action, resource } of grants)
      assert.ok(resource !== '*' || withoutScope.has(action), `${role} has ${action} on everything`);
  });

  it("reaches only what carries the stage's prefix, or mappings of deliver", () => {
    for (const { role, action, resource, condition } of grants) {
      const own = /webhooks-prod([-.]|$)|\$\{(Storage|Encryption|EventBus|Api)/.test(resource);
      const ofDeliver = JSON.stringify(condition ?? '').includes('function:webhooks-prod-deliver');
      // None of them has a condition key that could name the function or the prefix.
      const listsOrTags = [...LISTS, 'lambda:TagResource'].includes(action);
      assert.ok(own || ofDeliver || listsOrTags || action === PURE, `${role} has ${action} on ${resource}`);
    }
  });

  it('names each statement, once', () => {
    const named = new Map<string, Set<string>>();
    for (const { role, sid } of grants) named.set(role, (named.get(role) ?? new Set()).add(sid));
    for (const [role, sids] of named) {
      assert.ok(!sids.has(''), `${role} has a statement without a name`);
      assert.equal(sids.size, statementCount(role), `${role} names two statements alike`);
    }
  });

  it('has no policy but its own', () => {
    for (const { Type, Properties } of Object.values(stageTemplate('prod').Resources)) {
      assert.doesNotMatch(Type, /^AWS::IAM::(Managed)?Policy$/);
      assert.ok(!('ManagedPolicyArns' in Properties));
    }
  });
});

describe('reconcile', () => {
  it('alone creates and deletes queues, rules and mappings', () => {
    const makers = grants.filter(({ action }) =>
      /^(sqs|events|lambda):(Create|Delete|Put|Remove|Set|Update|Tag)(?!Message|Events)/.test(action),
    );
    assert.ok(makers.length >= 10);
    for (const { role, action } of makers) assert.match(role, /^webhooks-prod-reconcile-/, action);
  });
});

function statementCount(role: string): number {
  return new Set(grants.filter((grant) => grant.role === role).map(({ statement }) => statement)).size;
}
