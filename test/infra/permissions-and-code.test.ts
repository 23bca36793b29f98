import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { grantsOf } from './grants-of.ts';

/** What AWS demands although no code of ours calls it. */
const DEMANDED: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda writes the log under the role of the function',
  'logs:PutLogEvents': 'Lambda writes the log under the role of the function',
  'sqs:ReceiveMessage': 'the event source mapping receives under the role of the function',
  'sqs:DeleteMessage': 'the event source mapping deletes under the role of the function',
  'sqs:GetQueueAttributes': 'the event source mapping looks at the queue under the role of the function',
  'sqs:TagQueue': 'CreateQueue with tags',
  'events:TagResource': 'PutRule with tags',
  'lambda:TagResource': 'CreateEventSourceMapping with tags',
};

const SERVICES: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  kms: 'kms',
  lambda: 'lambda',
  'secrets-manager': 'secretsmanager',
  sqs: 'sqs',
};

const root = join(import.meta.dirname, '../..');

describe('the permissions of a function', () => {
  const grants = grantsOf('prod'); // bundles, which writes the list of each function's sources
  for (const verb of ['api', 'deliver', 'reconcile'])
    it(`are what its code calls and what AWS demands, and nothing more: ${verb}`, () => {
      const called = actionsCalledBy(verb);
      const granted = grants.filter(({ role }) => role.startsWith(`webhooks-prod-${verb}-`));
      assert.ok(granted.length > 0 && called.size > 0);
      for (const { sid, action } of granted)
        assert.ok(called.has(action) || action in DEMANDED, `${sid} grants ${action}, which nothing calls`);
    });
});

/** The actions behind the commands in the sources that a function's bundle is made of. */
function actionsCalledBy(verb: string): ReadonlySet<string> {
  const metafile = JSON.parse(readFileSync(join(root, '.build/functions.meta.json'), 'utf8')) as {
    outputs: Record<string, { entryPoint?: string; inputs: Record<string, unknown> }>;
  };
  const bundle = Object.values(metafile.outputs).find(
    ({ entryPoint }) => entryPoint === `lambdas/${verb}/index.ts`,
  );
  assert.ok(bundle, `no bundle of ${verb}`);
  const sources = Object.keys(bundle.inputs).filter((path) => /^(lambdas|shared)\//.test(path));
  return new Set(sources.flatMap((path) => actionsIn(readFileSync(join(root, path), 'utf8'))));
}

function actionsIn(source: string): readonly string[] {
  const imports = source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([a-z-]+)'/g);
  return [...imports].flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(\w+)Command\b/g)].map(([, operation = '']) => toAction(client, operation)),
  );
}

function toAction(client: string, operation: string): string {
  const service = SERVICES[client];
  assert.ok(service, `${client}: add its IAM prefix`);
  if (service === 'sqs') return `sqs:${operation.replace(/Batch$/, '')}`;
  return operation === 'Invoke' ? 'lambda:InvokeFunction' : `${service}:${operation}`;
}
