import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import type { EventSourceMapping, MappingSettings } from './event-source-mapping.ts';

/** Members of a create or update that belong to other event sources or are not emulated. */
const REFUSED = [
  'AmazonManagedKafkaEventSourceConfig',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'DocumentDBEventSourceConfig',
  'FilterCriteria',
  'KMSKeyArn',
  'LoggingConfig',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'MetricsConfig',
  'ParallelizationFactor',
  'ProvisionedPollerConfig',
  'Queues',
  'SelfManagedEventSource',
  'SelfManagedKafkaEventSourceConfig',
  'SourceAccessConfigurations',
  'StartingPosition',
  'StartingPositionTimestamp',
  'Topics',
  'TumblingWindowInSeconds',
];

const DEFAULTS: MappingSettings = {
  batchSize: 10,
  maximumBatchingWindowSeconds: 0,
  reportsItemFailures: false,
  isEnabled: true,
};

/**
 * The settings that a create or an update asks for; what an update leaves out stays.
 * @throws {AwsError} `InvalidParameterValueException`, naming the member, the value got and what is allowed.
 */
export function mappingSettings(input: JsonObject, before: MappingSettings | EventSourceMapping = DEFAULTS) {
  const refused = REFUSED.find((name) => input[name] !== undefined && input[name] !== null);
  if (refused) throw invalid(`${refused} is not emulated for SQS event source mappings; leave it out.`);
  const maximumConcurrency = concurrencyOf(input['ScalingConfig'], before.maximumConcurrency);
  const settings: MappingSettings = {
    batchSize: integer(input['BatchSize'], 'BatchSize', { least: 1, most: 10_000, absent: before.batchSize }),
    maximumBatchingWindowSeconds: integer(
      input['MaximumBatchingWindowInSeconds'],
      'MaximumBatchingWindowInSeconds',
      {
        least: 0,
        most: 300,
        absent: before.maximumBatchingWindowSeconds,
      },
    ),
    reportsItemFailures: reportsOf(input['FunctionResponseTypes'], before.reportsItemFailures),
    isEnabled: enabledOf(input['Enabled'], before.isEnabled),
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
  };
  if (settings.batchSize > 10 && settings.maximumBatchingWindowSeconds < 1)
    throw invalid(
      `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10; BatchSize is ${settings.batchSize}.`,
    );
  return settings;
}

function concurrencyOf(value: unknown, before: number | undefined): number | undefined {
  if (value === undefined) return before;
  const most = (value as JsonObject | null)?.['MaximumConcurrency'];
  if (most === undefined || most === null) return undefined;
  return integer(most, 'ScalingConfig.MaximumConcurrency', { least: 2, most: 1000, absent: 2 });
}

function reportsOf(value: unknown, before: boolean): boolean {
  if (value === undefined) return before;
  if (Array.isArray(value) && value.length === 0) return false;
  if (Array.isArray(value) && value.length === 1 && value[0] === 'ReportBatchItemFailures') return true;
  throw invalid(
    `FunctionResponseTypes is ${JSON.stringify(value)}; it must be [] or ["ReportBatchItemFailures"].`,
  );
}

function enabledOf(value: unknown, before: boolean): boolean {
  if (value === undefined || value === null) return before;
  if (typeof value === 'boolean') return value;
  // CloudFormation resolves a boolean that comes from a parameter to text.
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalid(`Enabled is ${JSON.stringify(value)}; it must be true or false.`);
}

function integer(
  value: unknown,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly absent: number },
): number {
  if (value === undefined || value === null) return limits.absent;
  const number = Number(value);
  if (Number.isInteger(number) && number >= limits.least && number <= limits.most) return number;
  throw invalid(
    `${name} is ${JSON.stringify(value)}; it must be a whole number from ${limits.least} to ${limits.most}.`,
  );
}

function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValueException', sentence, 400, { Type: 'User' });
}
