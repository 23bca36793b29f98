/** The most records that one invocation POSTs at once: a batch of SQS's default size. */
const LARGEST_BATCH = 10;
/** Lambda takes no smaller maximum concurrency of a mapping. */
const SMALLEST_CONCURRENCY = 2;

/**
 * How a subscription's limit of requests in flight is split between concurrent invocations and the records of one
 * batch, all of which are POSTed at once. Never more in flight than the limit.
 * @param maxConcurrency requests in flight, 2 to 1000
 */
export function concurrency(maxConcurrency: number): { batchSize: number; maximumConcurrency: number } {
  const batchSize = Math.min(LARGEST_BATCH, Math.floor(maxConcurrency / SMALLEST_CONCURRENCY));
  return { batchSize, maximumConcurrency: Math.floor(maxConcurrency / batchSize) };
}
