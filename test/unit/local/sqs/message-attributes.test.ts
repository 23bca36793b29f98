import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { awsError, createFixture } from './sqs-fixture.ts';

const ATTRIBUTES = {
  'trace.id': { DataType: 'String', StringValue: 'a' },
  'trace.span': { DataType: 'Number.int', StringValue: '-1.5e3' },
  blob: { DataType: 'Binary', BinaryValue: Buffer.from([0, 1, 255]).toString('base64') },
};

describe('message attributes', () => {
  it('come back as sent, by name, by prefix or all, with the digest of what is returned', () => {
    const { queue, send, receive } = createFixture();
    const url = queue('jobs');
    const sent = send(url, 'x', { MessageAttributes: ATTRIBUTES });
    const get = (...MessageAttributeNames: string[]) =>
      receive(url, { MessageAttributeNames, VisibilityTimeout: 0 })[0];
    assert.deepEqual(get('All')?.MessageAttributes, ATTRIBUTES);
    assert.equal(get('.*')?.MD5OfMessageAttributes, sent['MD5OfMessageAttributes']);
    assert.deepEqual(Object.keys(get('trace.*')?.MessageAttributes ?? {}), ['trace.id', 'trace.span']);
    assert.notEqual(get('trace.*')?.MD5OfMessageAttributes, sent['MD5OfMessageAttributes']);
    assert.deepEqual(get('blob', 'other')?.MessageAttributes, { blob: ATTRIBUTES.blob });
    assert.equal(get()?.MessageAttributes, undefined);
    assert.equal(get()?.MD5OfMessageAttributes, undefined);
  });

  it('have the digest that boto3 and AWS compute', () => {
    const { queue, send } = createFixture();
    const MessageAttributes = {
      timestamp: { DataType: 'Number', StringValue: '1493147359900' },
      title: { DataType: 'String', StringValue: 'grüß 🎉' },
      bytes: { DataType: 'Binary.png', BinaryValue: 'AAEC/w==' },
    };
    const sent = send(queue('jobs'), 'x', { MessageAttributes });
    assert.equal(sent['MD5OfMessageAttributes'], '959a0805a0cdbef79e4eea8825a6c260');
  });

  it('may be ten, and are rejected when eleven', () => {
    const { queue, send } = createFixture();
    const url = queue('jobs');
    send(url, 'x', { MessageAttributes: some(10) });
    assert.throws(
      () => send(url, 'x', { MessageAttributes: some(11) }),
      awsError('InvalidParameterValue', /\[11\].*\[10\]/),
    );
  });

  const refusals: readonly [why: string, name: string, value: unknown][] = [
    ['a reserved name', 'AWS.x', { DataType: 'String', StringValue: 'v' }],
    ['a name that begins with a period', '.x', { DataType: 'String', StringValue: 'v' }],
    ['two periods in a row', 'a..b', { DataType: 'String', StringValue: 'v' }],
    ['a space in the name', 'a b', { DataType: 'String', StringValue: 'v' }],
    ['no type', 'a', { StringValue: 'v' }],
    ['an unknown type', 'a', { DataType: 'Boolean', StringValue: 'true' }],
    ['an empty value', 'a', { DataType: 'String', StringValue: '' }],
    ['no value', 'a', { DataType: 'Binary' }],
    ['a Number that is none', 'a', { DataType: 'Number', StringValue: 'seven' }],
    ['refused characters', 'a', { DataType: 'String', StringValue: '\u{0}' }],
    ['a list of strings', 'a', { DataType: 'String', StringValue: 'v', StringListValues: ['w'] }],
  ];
  for (const [why, name, value] of refusals)
    it(`rejects ${why}`, () => {
      const { queue, send } = createFixture();
      const url = queue('jobs');
      assert.throws(
        () => send(url, 'x', { MessageAttributes: { [name]: value } }),
        awsError('InvalidParameterValue', new RegExp(`'${name.replaceAll('.', '\\.')}'`)),
      );
    });

  it('rejects any system attribute but AWSTraceHeader', () => {
    const { queue, send } = createFixture();
    const url = queue('jobs');
    const attribute = { DataType: 'String', StringValue: 'v' };
    assert.throws(
      () => send(url, 'x', { MessageSystemAttributes: { Other: attribute } }),
      awsError('InvalidParameterValue', /Other/),
    );
  });
});

function some(count: number) {
  const attribute = { DataType: 'String', StringValue: 'v' };
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, attribute]));
}
