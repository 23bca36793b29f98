import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue } from '../../../../shared/catalogue/catalogue.ts';
import { isOperational } from '../../../../shared/operational-event/is-operational.ts';
import {
  findOperationalEventType,
  operationalEventTypes,
} from '../../../../shared/operational-event/operational-event-types.ts';
import { isEventSelector } from '../../../../shared/subscription/event-selector.ts';
import { moveByHand } from '../../../../shared/subscription/move-by-hand.ts';
import { rotationPatch } from '../../../../shared/subscription/rotation-patch.ts';
import { aSubscription } from '../../../fixtures/a-subscription.ts';

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  formats: {
    'date-time': (text: string) =>
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
    uri: (text: string) => URL.canParse(text),
  },
});

test('an operational event type is found by its exact name, and none is in the catalogue', () => {
  for (const type of operationalEventTypes) {
    assert.equal(findOperationalEventType(type.name), type);
    assert.equal(type.group, type.name.split('.')[0]);
    assert.ok(['subscription', 'message'].includes(type.group));
    assert.ok(!catalogue.some(({ group }) => group === type.group));
  }
  for (const name of ['subscription', 'subscription.*', '*', 'toString', ''])
    assert.equal(findOperationalEventType(name), undefined);
});

test('only those names are operational: a catalogue may have events of subscriptions and messages too', () => {
  const names = ['subscription.disabled', 'message.exhausted', 'subscription.renewed', 'message.received'];
  assert.deepEqual(names.map(isOperational), [true, true, false, false]);
});

test('an operational event type is selected by its name, and by no group', () => {
  for (const { name } of operationalEventTypes) assert.ok(isEventSelector(name), name);
  for (const group of ['subscription.*', 'message.*', 'subscription.unheard', 'message'])
    assert.ok(!isEventSelector(group), group);
});

for (const type of operationalEventTypes)
  test(`the schema of ${type.name} compiles strictly, its example satisfies it and has nothing undescribed`, () => {
    const validate = ajv.compile(type.schema);
    assert.ok(validate(type.example), ajv.errorsText(validate.errors));
    for (const field of type.schema.required ?? []) {
      const { [field]: _, ...without } = type.example;
      assert.equal(validate(without), false, `${field} is required but ${type.name} passes without it`);
    }
    const described = Object.keys(type.schema.properties ?? {});
    for (const field of Object.keys(type.example)) assert.ok(described.includes(field), field);
  });

test('what is announced satisfies the schema of its type and has nothing undescribed', () => {
  const current = aSubscription();
  const rotation = { secret: 'whsec_new', now: 5, overlapSeconds: 60 };
  const announcements = [
    ...(moveByHand('disable', { now: 5 })(current).announcements ?? []),
    ...(rotationPatch(current, rotation).announcements ?? []),
  ];
  assert.equal(announcements.length, 2);
  for (const { type, data } of announcements) {
    const schema = findOperationalEventType(type)?.schema;
    assert.ok(schema, type);
    assert.ok(ajv.validate(schema, data), `${type}: ${ajv.errorsText()}`);
    for (const field of Object.keys(data)) assert.ok(field in (schema.properties ?? {}), `${type}: ${field}`);
  }
});
