import type { Operation } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { readParameters } from '../parameters.ts';
import { queueUrl } from '../queue/queue-url.ts';
import { namePage } from './name-page.ts';
import { readPage } from './read-page.ts';

export function listQueues(core: Core): Operation {
  return {
    access: () => [{ action: 'sqs:ListQueues', resource: '*' }],
    run(input) {
      const parameters = readParameters(input, ['QueueNamePrefix', 'MaxResults', 'NextToken']);
      const prefix = parameters.text('QueueNamePrefix') ?? '';
      const page = readPage(parameters);
      const found = core.queues.names({ prefix, after: page.after, most: page.most + 1 });
      const { names, next } = namePage(found, page);
      const urls = names.map((name) => queueUrl(core.context, name));
      return { ...(urls.length > 0 && { QueueUrls: urls }), ...next };
    },
  };
}
