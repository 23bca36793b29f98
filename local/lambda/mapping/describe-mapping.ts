import type { Context } from '../../context.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

/** A mapping as the API answers it. `LastModified` is in seconds, as Lambda's protocol writes times. */
export function describeMapping(context: Context, mapping: EventSourceMapping) {
  const { maximumConcurrency, problem } = mapping;
  return {
    UUID: mapping.uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.maximumBatchingWindowSeconds,
    EventSourceArn: mapping.eventSourceArn,
    FunctionArn: `arn:aws:lambda:${context.region}:${context.accountId}:function:${mapping.functionName}`,
    LastModified: mapping.lastModified / 1000,
    ...(problem === undefined ? {} : { LastProcessingResult: `PROBLEM: ${problem}` }),
    State: mapping.state,
    StateTransitionReason: problem === undefined ? mapping.stateTransitionReason : `PROBLEM: ${problem}`,
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    EventSourceMappingArn: mappingArn(context, mapping.uuid),
  };
}

/** `arn:aws:lambda:<region>:<account>:event-source-mapping:<uuid>` */
export function mappingArn(context: Context, uuid: string): string {
  return `arn:aws:lambda:${context.region}:${context.accountId}:event-source-mapping:${uuid}`;
}
