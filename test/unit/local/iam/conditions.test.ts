import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT, ROLE_ARN, allows, iamWith, role, sendMessage } from './decisions.ts';

type Row = [condition: Record<string, Record<string, unknown>>, holds: boolean];

/** What the request carries beside the global keys. */
const conditions = {
  'events:source': 'freyavoice.calls',
  'kms:EncryptionContextKeys': ['account', 'table'],
  'sqs:size': '256',
  'test:empty': [],
};

const rows: readonly Row[] = [
  [{ StringEquals: { 'events:source': 'freyavoice.calls' } }, true],
  [{ StringEquals: { 'EVENTS:Source': ['a', 'freyavoice.calls'] } }, true],
  [{ StringEquals: { 'events:source': 'Freyavoice.calls' } }, false],
  [{ StringEquals: { 'events:source': 'freyavoice.*' } }, false],
  [{ StringEqualsIgnoreCase: { 'events:source': 'Freyavoice.CALLS' } }, true],
  [{ StringNotEqualsIgnoreCase: { 'events:source': 'Freyavoice.CALLS' } }, false],
  [{ StringNotEquals: { 'events:source': ['a', 'b'] } }, true],
  [{ StringNotEquals: { 'events:source': ['a', 'freyavoice.calls'] } }, false],
  [{ StringLike: { 'events:source': 'freyavoice.*' } }, true],
  [{ StringLike: { 'events:source': 'freyavoice.call?' } }, true],
  [{ StringNotLike: { 'events:source': 'freyavoice.*' } }, false],
  [{ StringEquals: { 'events:source': 'freyavoice.calls', 'sqs:size': '1' } }, false],
  // A key that the request does not have.
  [{ StringEquals: { 'x:absent': 'a' } }, false],
  [{ StringNotEquals: { 'x:absent': 'a' } }, true],
  [{ StringEqualsIfExists: { 'x:absent': 'a' } }, true],
  [{ StringEqualsIfExists: { 'events:source': 'a' } }, false],
  [{ Bool: { 'x:absent': 'false' } }, false],
  [{ NumericLessThan: { 'x:absent': '1' } }, false],
  [{ Null: { 'x:absent': 'true' } }, true],
  [{ Null: { 'x:absent': false } }, false],
  [{ Null: { 'events:source': 'false' } }, true],
  [{ Null: { 'events:source': 'true' } }, false],
  // Keys with many values.
  [{ 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['account', 'table', 'x'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['account'] } }, false],
  [{ 'ForAllValues:StringEquals': { 'x:absent': ['account'] } }, true],
  [{ 'ForAllValues:StringEquals': { 'test:empty': ['account'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['table'] } }, true],
  [{ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['x'] } }, false],
  [{ 'ForAnyValue:StringEquals': { 'x:absent': ['x'] } }, false],
  [{ 'ForAnyValue:StringNotEquals': { 'kms:EncryptionContextKeys': ['account'] } }, true],
  [{ 'ForAnyValue:StringNotEquals': { 'x:absent': ['account'] } }, false],
  [{ 'ForAllValues:StringNotLike': { 'kms:EncryptionContextKeys': ['x*'] } }, true],
  [{ 'ForAllValues:StringNotLike': { 'kms:EncryptionContextKeys': ['t*'] } }, false],
  // ARNs: a star does not reach over a colon.
  [{ ArnEquals: { 'aws:PrincipalArn': ROLE_ARN } }, true],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/del*' } }, true],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:*:role/deliver:*:*:*' } }, false],
  [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:*::*:role/reconcile' } }, false],
  [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, false],
  [{ ArnNotEquals: { 'aws:PrincipalArn': `${ROLE_ARN}2` } }, true],
  [{ ArnNotEquals: { 'aws:SourceArn': ROLE_ARN } }, true],
  // Numbers, dates, addresses, truths.
  [{ NumericEquals: { 'sqs:size': '256.0' } }, true],
  [{ NumericNotEquals: { 'sqs:size': 256 } }, false],
  [{ NumericLessThan: { 'sqs:size': '256' } }, false],
  [{ NumericLessThanEquals: { 'sqs:size': '256' } }, true],
  [{ NumericGreaterThan: { 'sqs:size': '30' } }, true],
  [{ NumericGreaterThanEquals: { 'sqs:size': '257' } }, false],
  [{ DateLessThan: { 'aws:CurrentTime': '2026-11-24T12:00:01Z' } }, true],
  [{ DateGreaterThan: { 'aws:CurrentTime': '2026-11-24T12:00:01Z' } }, false],
  [{ DateGreaterThanEquals: { 'aws:EpochTime': '1' } }, true],
  [{ DateNotEquals: { 'aws:CurrentTime': '2026-11-24T12:00:00Z' } }, false],
  [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '127.0.0.0/8'] } }, true],
  [{ IpAddress: { 'aws:SourceIp': '::1/128' } }, false],
  [{ NotIpAddress: { 'aws:SourceIp': '127.0.0.1' } }, false],
  [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
  [{ Bool: { 'aws:SecureTransport': false } }, false],
  [{ Bool: { 'aws:PrincipalIsAWSService': 'false' } }, true],
  [{ StringEquals: { 'aws:PrincipalAccount': ACCOUNT, 'aws:ResourceAccount': ACCOUNT } }, true],
  [{ StringEquals: { 'aws:PrincipalType': 'AssumedRole' }, Bool: { 'aws:ViaAWSService': 'false' } }, true],
];

for (const [condition, holds] of rows)
  test(`${JSON.stringify(condition)} ${holds ? 'holds' : 'does not hold'}`, async () => {
    const iam = await iamWith({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition });
    assert.equal(allows(iam, role, { ...sendMessage, conditions }), holds);
  });
