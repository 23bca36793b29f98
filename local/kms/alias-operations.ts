import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import type { Access } from '../iam/access.ts';
import { keyAccess, requireKey } from './key-access.ts';
import type { KeyStore } from './key-store.ts';

/** Names for keys. Each needs the permission on the alias and on its key. */
export function aliasOperations(context: Context, store: KeyStore): Operations {
  const arnOf = (name: string): string => `arn:aws:kms:${context.region}:${context.accountId}:${name}`;
  const access = (action: string, keyOf: (input: JsonObject) => unknown): Operations[string]['access'] => {
    return (input): Access[] => [
      { action: `kms:${action}`, resource: arnOf(checkAliasName(input['AliasName'])) },
      keyAccess(store, requireKey(context, store, keyOf(input)), { action }),
    ];
  };
  return {
    CreateAlias: {
      access: access('CreateAlias', target),
      run: (input) => {
        const name = checkAliasName(input['AliasName']);
        if (store.aliases().has(name))
          throw new AwsError(
            'AlreadyExistsException',
            `An alias with the name ${arnOf(name)} already exists`,
          );
        store.putAlias(name, requireKey(context, store, input['TargetKeyId']).id);
      },
    },
    UpdateAlias: {
      access: access('UpdateAlias', target),
      run: (input) => {
        const name = checkAliasName(input['AliasName']);
        requireKey(context, store, name);
        store.putAlias(name, requireKey(context, store, input['TargetKeyId']).id);
      },
    },
    DeleteAlias: {
      access: access('DeleteAlias', (input) => input['AliasName']),
      run: (input) => store.removeAlias(checkAliasName(input['AliasName'])),
    },
    ListAliases: {
      access: () => [{ action: 'kms:ListAliases', resource: '*' }],
      run: (input) => {
        const only = input['KeyId'] === undefined ? undefined : requireKey(context, store, input['KeyId']).id;
        const aliases = [...store.aliases()].filter(([, keyId]) => only === undefined || keyId === only);
        return {
          Aliases: aliases.map(([name, keyId]) => ({
            AliasName: name,
            AliasArn: arnOf(name),
            TargetKeyId: keyId,
          })),
          Truncated: false,
        };
      },
    },
  };
}

/** @throws {AwsError} `ValidationException`, `NotAuthorizedException` for the names that are AWS's own. */
export function checkAliasName(value: unknown): string {
  if (typeof value !== 'string' || !/^alias\/[A-Za-z0-9/_-]{1,250}$/.test(value))
    throw new AwsError(
      'ValidationException',
      `An alias is "alias/" and up to 250 letters, digits or /_-, not ${JSON.stringify(value)}.`,
    );
  if (value.startsWith('alias/aws/'))
    throw new AwsError('NotAuthorizedException', `${value} begins with alias/aws/, which is kept for AWS.`);
  return value;
}

function target(input: JsonObject): unknown {
  return input['TargetKeyId'];
}
