/** Why each legacy parameter is refused, and what to use in its place. */
export const legacyParameters: Readonly<Record<string, string>> = {
  Expected: 'it is a legacy parameter; use ConditionExpression.',
  ConditionalOperator: 'it is a legacy parameter; use AND and OR in an expression.',
  AttributeUpdates: 'it is a legacy parameter; use UpdateExpression.',
  AttributesToGet: 'it is a legacy parameter; use ProjectionExpression.',
  KeyConditions: 'it is a legacy parameter; use KeyConditionExpression.',
  QueryFilter: 'it is a legacy parameter; use FilterExpression.',
  ScanFilter: 'it is a legacy parameter; use FilterExpression.',
};
