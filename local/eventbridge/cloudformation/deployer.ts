import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';

/** Runs an operation for CloudFormation, which makes what its template says without asking IAM. */
export type Deployer = (name: string, input: JsonObject) => JsonObject;

export function deployer({ context }: Core, operations: Operations): Deployer {
  const caller = { kind: 'administrator', arn: `arn:aws:iam::${context.accountId}:root` } as const;
  return (name, input) => {
    const operation = operations[name];
    if (!operation) throw new Error(`There is no operation ${name}`);
    // Checks the parameters; what it asks IAM for is not asked here.
    operation.access(input);
    return operation.run(input, caller, new AbortController().signal) as JsonObject;
  };
}
