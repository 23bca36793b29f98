/** The attributes of an `AWS::SQS::Queue`: CloudFormation has numbers, booleans and objects where SQS has strings. */
export function propertiesToAttributes(
  properties: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties))
    if (!NO_ATTRIBUTES.has(name) && value !== undefined)
      attributes[name] = typeof value === 'string' ? value : JSON.stringify(value);
  return attributes;
}

const NO_ATTRIBUTES = new Set(['QueueName', 'Tags']);
