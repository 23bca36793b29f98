import { sqsError } from '../sqs-error.ts';

/**
 * The queue that a QueueUrl names. Only its path counts: a URL may have been made while the endpoint had another host.
 * @throws {AwsError} `InvalidAddress` when it is no queue's URL, `QueueDoesNotExist` for another account's.
 */
export function queueNameFromUrl(url: string, accountId: string): string {
  const match = PATH.exec(url);
  if (!match)
    throw sqsError(
      'InvalidAddress',
      `The address ${url} is not valid for this endpoint: it must end in /${accountId}/<queue name>.`,
    );
  if (match[1] !== accountId)
    throw sqsError(
      'QueueDoesNotExist',
      `The specified queue does not exist: ${url} is of account ${match[1]}, here is only ${accountId}.`,
    );
  return String(match[2]);
}

const PATH = /(?:^|\/)(\d{12})\/([A-Za-z0-9_-]{1,80}(?:\.fifo)?)\/?$/;
