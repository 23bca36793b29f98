import type { JsonObject, Operation, Operations } from '../../endpoint/operation.ts';
import { describeFunction } from '../function/describe-function.ts';
import { functionName } from '../function/function-name.ts';
import { functionAccess } from './function-access.ts';
import { page } from './page.ts';
import type { Core } from '../core.ts';

/** Reading functions; they are made by the template alone. */
export function functionOperations(core: Core): Operations {
  const { functions } = core;
  const one = (input: JsonObject) => functions.get(functionName(input['FunctionName'], input['Qualifier']));
  const reading = (action: string, run: Operation['run']): Operation => ({
    access: (input) => [functionAccess(core, action, input['FunctionName'])],
    run,
  });
  return {
    GetFunction: reading('lambda:GetFunction', (input) => {
      const configuration = one(input);
      const { tags, reservedConcurrency } = configuration;
      return {
        Configuration: describeFunction(configuration),
        Code: { RepositoryType: 'S3', Location: `file://${configuration.codeDirectory}` },
        ...(Object.keys(tags).length === 0 ? {} : { Tags: tags }),
        ...(reservedConcurrency === undefined
          ? {}
          : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
      };
    }),
    GetFunctionConfiguration: reading('lambda:GetFunctionConfiguration', (input) =>
      describeFunction(one(input)),
    ),
    GetFunctionConcurrency: reading('lambda:GetFunctionConcurrency', (input) => {
      const { reservedConcurrency } = one(input);
      return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
    }),
    ListFunctions: {
      access: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
      run: (input) => {
        const { items, ...more } = page(functions.list(), input, 50);
        return { Functions: items.map(describeFunction), ...more };
      },
    },
    GetAccountSettings: {
      access: () => [{ action: 'lambda:GetAccountSettings', resource: '*' }],
      run: () => accountSettings(core),
    },
  };
}

function accountSettings({ functions, accountConcurrency }: Core) {
  const reserved = functions
    .list()
    .reduce((sum, { reservedConcurrency }) => sum + (reservedConcurrency ?? 0), 0);
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: accountConcurrency,
      UnreservedConcurrentExecutions: accountConcurrency - reserved,
    },
    AccountUsage: { TotalCodeSize: 0, FunctionCount: functions.list().length },
  };
}
