import { AwsError } from '../endpoint/aws-error.ts';

/**
 * A refusal as SQS's JSON protocol names it. Where the older query protocol had another name, which the SDKs still
 * hand to their users, it is the member `queryErrorCode`: the endpoint answers it as `x-amzn-query-error: <code>;Sender`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-api-responses.html
 */
export function sqsError(code: SqsErrorCode, message: string): AwsError {
  const { status = 400, query }: Wire = WIRE[code];
  return new AwsError(code, message, status, query === undefined ? {} : { queryErrorCode: query });
}

type Wire = { readonly status?: number; readonly query?: string };

const WIRE = {
  BatchEntryIdsNotDistinct: { query: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct' },
  BatchRequestTooLong: { query: 'AWS.SimpleQueueService.BatchRequestTooLong' },
  EmptyBatchRequest: { query: 'AWS.SimpleQueueService.EmptyBatchRequest' },
  InvalidAddress: { status: 404 },
  InvalidAttributeName: {},
  InvalidAttributeValue: {},
  InvalidBatchEntryId: { query: 'AWS.SimpleQueueService.InvalidBatchEntryId' },
  InvalidMessageContents: {},
  InvalidParameterValue: {},
  MessageNotInflight: { query: 'AWS.SimpleQueueService.MessageNotInflight' },
  MissingParameter: {},
  OverLimit: { status: 403 },
  PurgeQueueInProgress: { status: 403, query: 'AWS.SimpleQueueService.PurgeQueueInProgress' },
  QueueDeletedRecently: { query: 'AWS.SimpleQueueService.QueueDeletedRecently' },
  QueueDoesNotExist: { query: 'AWS.SimpleQueueService.NonExistentQueue' },
  QueueNameExists: { query: 'QueueAlreadyExists' },
  ReceiptHandleIsInvalid: { status: 404 },
  ResourceNotFoundException: { status: 404 },
  TooManyEntriesInBatchRequest: { query: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest' },
  UnsupportedOperation: { query: 'AWS.SimpleQueueService.UnsupportedOperation' },
} as const satisfies Record<string, Wire>;

export type SqsErrorCode = keyof typeof WIRE;
