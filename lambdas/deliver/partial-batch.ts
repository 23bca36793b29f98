import type { MiddlewareObj } from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

export type RecordResult = {
  readonly sqsMessageId: string;
  /** Whether the record leaves the queue. */
  readonly done: boolean;
};

/** Answers Lambda in the exact form that it deletes by: what is not named in it is deleted from the queue. */
export function partialBatch(): MiddlewareObj<SQSEvent, unknown> {
  return {
    after: (request) => {
      const results = request.response as readonly RecordResult[];
      const response: SQSBatchResponse = {
        batchItemFailures: results
          .filter(({ done }) => !done)
          .map(({ sqsMessageId }) => ({ itemIdentifier: sqsMessageId })),
      };
      request.response = response;
    },
  };
}
