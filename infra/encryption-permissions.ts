import type { Encryption } from './encryption.ts';
import type { Permission } from './permission.ts';

/** What opens and seals under keys that exist: every function that touches secrets or payloads. */
export function useAccountKeys({ key, accountKeys }: Encryption): readonly Permission[] {
  return [
    { sid: 'AccountKeys', actions: ['dynamodb:GetItem'], resources: [accountKeys.tableArn] },
    { sid: 'DataKeys', actions: ['kms:Decrypt'], resources: [key.keyArn], conditions: FOR_ONE_ACCOUNT },
  ];
}

/** What makes them as well. */
export function manageAccountKeys({ key, accountKeys }: Encryption): readonly Permission[] {
  return [
    {
      sid: 'AccountKeys',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [accountKeys.tableArn],
    },
    {
      sid: 'DataKeys',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [key.keyArn],
      conditions: FOR_ONE_ACCOUNT,
    },
  ];
}

/**
 * Only with the account as encryption context, and nothing else in it: the first demands its presence, the second that
 * there is no further pair. CloudTrail thus tells for which account each key was unwrapped.
 */
const FOR_ONE_ACCOUNT = {
  StringLike: { 'kms:EncryptionContext:account_id': '?*' },
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'account_id' },
};
