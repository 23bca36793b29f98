import { readEnvironment } from './read-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { readInteger, readMatching, readObject, readText } from './read-property.ts';

/** What of a function can be changed while it is there, named as in the API and in a template. */
export type FunctionSettings = Pick<
  FunctionConfiguration,
  'description' | 'role' | 'handler' | 'runtime' | 'timeoutSeconds' | 'memoryMb' | 'environment'
>;

export const FUNCTION_SETTINGS = [
  'Description',
  'Environment',
  'Handler',
  'MemorySize',
  'Role',
  'Runtime',
  'Timeout',
] as const;

type Setting = (typeof FUNCTION_SETTINGS)[number];

/**
 * Checks settings as Lambda does and fills in its defaults.
 * @throws {AwsError} `InvalidParameterValueException`, naming the property, the value got and what is allowed.
 */
export function parseSettings(properties: Readonly<Partial<Record<Setting, unknown>>>): FunctionSettings {
  const { Role: role, Handler: handler, Runtime: runtime, Timeout, MemorySize, Environment } = properties;
  return {
    description: readText(properties.Description, 'Description', ''),
    role: readMatching(role, 'Role', /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'the ARN of a role'),
    handler: readMatching(handler, 'Handler', /^[^\s.]+(\.[^\s.]+)+$/, '<module>.<export>'),
    runtime: readMatching(runtime, 'Runtime', /^nodejs\d+\.x$/, 'nodejs<version>.x'),
    timeoutSeconds: readInteger(Timeout, 'Timeout', { least: 1, most: 900, absent: 3 }),
    memoryMb: readInteger(MemorySize, 'MemorySize', { least: 128, most: 10_240, absent: 128 }),
    environment: readEnvironment(readObject(Environment, 'Environment')['Variables']),
  };
}

/** Settings as the API names them. */
export function settingsOf(configuration: FunctionSettings): Record<Setting, unknown> {
  return {
    Description: configuration.description,
    Environment: { Variables: configuration.environment },
    Handler: configuration.handler,
    MemorySize: configuration.memoryMb,
    Role: configuration.role,
    Runtime: configuration.runtime,
    Timeout: configuration.timeoutSeconds,
  };
}
