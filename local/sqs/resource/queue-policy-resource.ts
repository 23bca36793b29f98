import type { ApplyRequest, Applied, ResourceType } from '../../cloudformation/resource-type.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import { checkAttributes } from '../queue/check-attributes.ts';
import { mergeAttributes } from '../queue/merge-attributes.ts';
import { queueNameFromUrl } from '../queue/queue-name-from-url.ts';
import { requireQueue } from '../queue/require-queue.ts';
import { sqsError } from '../sqs-error.ts';

/** `AWS::SQS::QueuePolicy`: the Policy attribute of the queues that it names. */
export function queuePolicyResource(core: Core): ResourceType {
  return {
    type: 'AWS::SQS::QueuePolicy',
    properties: ['PolicyDocument', 'Queues'],
    apply: (request) => apply(core, request),
    remove: ({ physicalId }) =>
      transaction(core.context.database, () => {
        for (const name of remembered(core, physicalId)) setPolicy(core, name, '');
        core.context.database.prepare('DELETE FROM sqs_queue_policies WHERE id = ?').run(physicalId);
      }),
  };
}

function apply(core: Core, { stackName, logicalId, properties }: ApplyRequest): Applied {
  const id = `${stackName}-${logicalId}`;
  const names = readQueues(core, properties['Queues']);
  const { Policy = '' } = checkAttributes({ Policy: JSON.stringify(properties['PolicyDocument']) });
  transaction(core.context.database, () => {
    for (const name of names) requireQueue(core.queues, name);
    for (const name of remembered(core, id)) if (!names.includes(name)) setPolicy(core, name, '');
    for (const name of names) setPolicy(core, name, Policy);
    core.context.database
      .prepare('INSERT OR REPLACE INTO sqs_queue_policies VALUES (?, ?)')
      .run(id, JSON.stringify(names));
  });
  return { physicalId: id, attributes: { Id: id } };
}

function readQueues(core: Core, urls: unknown): readonly string[] {
  if (Array.isArray(urls) && urls.length > 0)
    return urls.map((url) => queueNameFromUrl(String(url), core.context.accountId));
  throw sqsError(
    'InvalidParameterValue',
    `Queues of a queue policy must be a list of queue URLs, got ${JSON.stringify(urls)}.`,
  );
}

/** The queues whose policy this resource set last time; they may be gone since. */
function remembered(core: Core, id: string): readonly string[] {
  const row = core.context.database
    .prepare('SELECT queue_names FROM sqs_queue_policies WHERE id = ?')
    .get(id);
  return row ? (JSON.parse(String(row['queue_names'])) as string[]) : [];
}

function setPolicy(core: Core, name: string, policy: string): void {
  const queue = core.queues.find(name);
  if (!queue || (queue.attributes['Policy'] ?? '') === policy) return;
  const attributes = mergeAttributes(queue.attributes, { Policy: policy });
  core.queues.setAttributes(queue, attributes, core.context.now());
}
