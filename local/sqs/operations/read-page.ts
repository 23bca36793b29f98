import type { Parameters } from '../parameters.ts';
import { sqsError } from '../sqs-error.ts';

/** Where a page of names begins and how long it is. */
export type Page = { readonly after: string; readonly most: number; readonly paged: boolean };

/**
 * Reads NextToken and MaxResults. Without MaxResults there is one page of at most 1000 and no token, as on AWS.
 * @throws {AwsError} `InvalidParameterValue`
 */
export function readPage(parameters: Parameters): Page {
  const most = parameters.integer('MaxResults', 1, 1000);
  const token = parameters.text('NextToken');
  if (token !== undefined && most === undefined)
    throw sqsError('InvalidParameterValue', 'NextToken needs MaxResults, the length of the page.');
  const after = token === undefined ? '' : Buffer.from(token, 'base64').toString();
  return { after, most: most ?? 1000, paged: most !== undefined };
}
