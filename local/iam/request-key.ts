import { malformedPolicy } from './malformed-policy.ts';
import type { Request } from './request.ts';

type KeyReader = (request: Request) => string | undefined;

/**
 * A reader of one condition key, or a refusal of a global key that has no value here. Names do not differ by case.
 * `aws:SecureTransport` is "true": loopback stands for TLS, so that policies which demand TLS can stay as deployed.
 * Keys of a service (`sqs:...`, `lambda:FunctionArn`) and tags come from the operation's `Access.conditions`.
 * @throws {AwsError} `MalformedPolicyDocument`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestKey(name: string): (request: Request) => readonly string[] | undefined {
  const key = name.toLowerCase();
  const global = GLOBAL.get(key);
  if (global) return (request) => one(global(request));
  if (key.startsWith('aws:') && !TAGS.some((prefix) => key.startsWith(prefix)))
    throw malformedPolicy(
      `The condition key ${name} is not emulated. Emulated global keys: ${[...GLOBAL.keys(), ...TAGS].join(', ')}.`,
    );
  return (request) => given(request, key);
}

function one(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function given(request: Request, key: string): readonly string[] | undefined {
  const { conditions } = request.access;
  if (!conditions) return undefined;
  for (const name of Object.keys(conditions)) {
    if (name.toLowerCase() !== key) continue;
    const value = conditions[name];
    return typeof value === 'string' ? [value] : value;
  }
  return undefined;
}

const TAGS = ['aws:requesttag/', 'aws:resourcetag/', 'aws:tagkeys'];

const GLOBAL = new Map<string, KeyReader>([
  ['aws:principalarn', ({ caller }) => (caller.kind === 'service' ? undefined : caller.arn)],
  ['aws:principalaccount', ({ caller, accountId }) => (caller.kind === 'service' ? undefined : accountId)],
  ['aws:principaltype', principalType],
  ['aws:principalisawsservice', ({ caller }) => String(caller.kind === 'service')],
  ['aws:principalservicename', ({ caller }) => (caller.kind === 'service' ? caller.service : undefined)],
  ['aws:sourcearn', ({ caller }) => (caller.kind === 'service' ? caller.sourceArn : undefined)],
  ['aws:sourceaccount', ({ caller, accountId }) => (caller.kind === 'service' ? accountId : undefined)],
  ['aws:sourceip', ({ caller }) => (caller.kind === 'service' ? undefined : '127.0.0.1')],
  ['aws:securetransport', () => 'true'],
  ['aws:viaawsservice', () => 'false'],
  ['aws:resourceaccount', ({ access, accountId }) => access.resource.split(':')[4] || accountId],
  ['aws:currenttime', ({ now }) => new Date(now).toISOString()],
  ['aws:epochtime', ({ now }) => String(Math.floor(now / 1000))],
]);

function principalType({ caller }: Request): string | undefined {
  if (caller.kind === 'service') return undefined;
  return caller.kind === 'role' ? 'AssumedRole' : 'Account';
}
