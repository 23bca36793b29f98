import type { Access } from '../../../../local/iam/access.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createIam } from '../../../../local/iam/create-iam.ts';
import type { Iam } from '../../../../local/iam/create-iam.ts';
import type { PolicyDocument, PolicyStatement } from '../../../../local/iam/policy-document.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export const ACCOUNT = '111122223333';
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/deliver`;
export const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:webhooks-sub_1`;
export const NOW = Date.parse('2026-11-24T12:00:00Z');

export const role: Caller = { kind: 'role', arn: ROLE_ARN };
export const administrator: Caller = { kind: 'administrator', arn: `arn:aws:iam::${ACCOUNT}:root` };
export const events: Caller = {
  kind: 'service',
  service: 'events.amazonaws.com',
  sourceArn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/bus/one`,
};

export const sendMessage: Access = { action: 'sqs:SendMessage', resource: QUEUE };

/** An account with one role, whose one policy has these statements. */
export async function iamWith(...statements: PolicyStatement[]): Promise<Iam> {
  const iam = createIam({ accountId: ACCOUNT, database: openDatabase(':memory:'), now: () => NOW });
  await applyRole(iam, { Policies: [{ PolicyName: 'own', PolicyDocument: policy(...statements) }] });
  return iam;
}

export async function applyRole(iam: Iam, properties: Record<string, unknown>): Promise<void> {
  await typeOf(iam, 'AWS::IAM::Role').apply({
    stackName: 'stack',
    logicalId: 'Role',
    properties: { RoleName: 'deliver', AssumeRolePolicyDocument: TRUST, ...properties },
  });
}

export function typeOf(iam: Iam, name: string): Iam['resourceTypes'][number] {
  const found = iam.resourceTypes.find(({ type }) => type === name);
  if (!found) throw new Error(`no type ${name}`);
  return found;
}

export const TRUST = policy({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

export function policy(...statements: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function allows(iam: Iam, caller: Caller, access: Access): boolean {
  try {
    iam.authorize(caller, access);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'AccessDenied') return false;
    throw error;
  }
}
