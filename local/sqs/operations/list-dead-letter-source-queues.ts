import type { Core } from '../core.ts';
import { queueUrl } from '../queue/queue-url.ts';
import { namePage } from './name-page.ts';
import { queueOperation } from './queue-operation.ts';
import { readPage } from './read-page.ts';

export function listDeadLetterSourceQueues(core: Core) {
  return queueOperation(
    core,
    { action: 'ListDeadLetterSourceQueues', parameters: ['MaxResults', 'NextToken'] },
    ({ queue, parameters }) => {
      const page = readPage(parameters);
      const found = core.queues.deadLetterSources(queue.arn, { after: page.after, most: page.most + 1 });
      const { names, next } = namePage(found, page);
      // Lower case, unlike ListQueues: so AWS names it.
      return { queueUrls: names.map((name) => queueUrl(core.context, name)), ...next };
    },
  );
}
