import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalogue, findEventType } from '../../../../shared/catalogue/catalogue.ts';

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  formats: {
    'date-time': (text: string) =>
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
    uri: (text: string) => URL.canParse(text),
  },
});

test('the catalogue holds exactly the published event types', () => {
  assert.deepEqual(
    catalogue.map((type) => type.name),
    [
      'call.started',
      'call.ended',
      'call.failed',
      'call.transferred',
      'agent.response',
      'agent.function_called',
      'agent.error',
      'workflow.started',
      'workflow.node_executed',
      'workflow.completed',
      'workflow.error',
      'campaign.started',
      'campaign.call_completed',
      'campaign.completed',
    ],
  );
});

test('every name is its group, one dot and a word, and is the only one of its kind', () => {
  for (const type of catalogue) {
    assert.match(type.name, /^[a-z]+\.[a-z]+(_[a-z]+)*$/);
    assert.equal(type.group, type.name.split('.')[0]);
    assert.ok(!['subscription', 'message'].includes(type.group), `${type.name} is kept for operations`);
  }
  assert.equal(new Set(catalogue.map((type) => type.name)).size, catalogue.length);
});

test('an event type is found by its exact name', () => {
  for (const type of catalogue) assert.equal(findEventType(type.name), type);
  for (const name of ['call', 'call.*', '*', 'Call.ended', 'toString', '']) {
    assert.equal(findEventType(name), undefined);
  }
});

for (const type of catalogue) {
  test(`the schema of ${type.name} compiles strictly and its example satisfies it`, () => {
    const validate = ajv.compile(type.schema);
    assert.ok(validate(type.example), ajv.errorsText(validate.errors));
  });

  test(`the schema of ${type.name} allows fields of later releases and misses each required one`, () => {
    const validate = ajv.compile(type.schema);
    assert.ok(validate({ ...type.example, added_later: { anything: true } }));
    for (const field of type.schema.required ?? []) {
      const without = Object.fromEntries(Object.entries(type.example).filter(([name]) => name !== field));
      assert.equal(validate(without), false, `${field} is required but ${type.name} passes without it`);
    }
  });

  test(`every top-level field of ${type.name}'s example is described, and every required field too`, () => {
    const described = Object.keys(type.schema.properties ?? {});
    for (const field of Object.keys(type.example)) assert.ok(described.includes(field), field);
    for (const field of type.schema.required ?? []) assert.ok(described.includes(field), field);
  });
}

test('the published sample of call.ended satisfies its schema', () => {
  const schema = findEventType('call.ended')?.schema;
  assert.ok(schema);
  assert.ok(ajv.validate(schema, { call_id: 'call_123', duration: 120, outcome: 'success' }));
});

test('every phone number of the examples is from a range kept for fiction', () => {
  const numbers = JSON.stringify(catalogue.map((type) => type.example)).match(/\+\d{7,15}/g) ?? [];
  assert.ok(numbers.length > 0);
  for (const number of numbers) assert.match(number, /^\+1\d{3}55501\d{2}$|^\+44207946\d{4}$/);
});
