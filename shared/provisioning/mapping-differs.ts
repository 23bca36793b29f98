import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Mapping } from './ensure-mapping.ts';

/** Lambda deletes by the handler's answer only what this says; without it a batch is acknowledged as a whole. */
export const RESPONSE_TYPES = ['ReportBatchItemFailures'] as const;

/** Whether an existing mapping has other settings than it should. */
export function mappingDiffers(existing: EventSourceMappingConfiguration, mapping: Mapping): boolean {
  const isOn = existing.State !== 'Disabled' && existing.State !== 'Disabling';
  return (
    isOn !== mapping.enabled ||
    existing.BatchSize !== mapping.batchSize ||
    existing.ScalingConfig?.MaximumConcurrency !== mapping.maximumConcurrency ||
    !RESPONSE_TYPES.every((type) => existing.FunctionResponseTypes?.includes(type))
  );
}
