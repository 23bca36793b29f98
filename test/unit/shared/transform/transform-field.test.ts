import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transformField } from '../../../../shared/transform/transform-field.ts';

function faultOf(value: unknown): string | undefined {
  return transformField().safeParse(value).error?.issues[0]?.message;
}

test('an expression that can be parsed passes', () => {
  for (const expression of ['$', '{ "text": data.call_id }', '$match(data.x, /a+/)', ' data '])
    assert.equal(faultOf(expression), undefined, expression);
});

test('rejects what cannot be parsed, naming the place', () => {
  assert.match(faultOf('{ "text": data.call_id') ?? '', /at character 22/);
  assert.match(faultOf('data.*.[') ?? '', /at character/);
  assert.match(faultOf('') ?? '', /JSONata/);
});

test('rejects what is too long, too deep or no text', () => {
  assert.match(faultOf(`"${'x'.repeat(10 * 1024)}"`) ?? '', /at most 10240 bytes/);
  assert.match(faultOf('('.repeat(10_000)) ?? '', /JSONata/);
  assert.match(faultOf(5) ?? '', /JSONata/);
});
