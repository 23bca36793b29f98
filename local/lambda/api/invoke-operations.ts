import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import { functionName } from '../function/function-name.ts';
import { payloadOfBody } from '../invocation/payload-text.ts';
import { functionAccess } from './function-access.ts';
import type { Core } from '../core.ts';
import { textMember } from './text-member.ts';

/** What `Invoke` answers; the route turns it into status, headers and body. */
export type InvokeAnswer = {
  readonly StatusCode: 200 | 202 | 204;
  readonly ExecutedVersion?: string;
  readonly FunctionError?: string;
  /** Base64 of the log's last 4 KB. */
  readonly LogResult?: string;
  /** JSON text. */
  readonly Payload: string;
};

const TAIL_BYTES = 4096;

/** `Payload` is the request's body as text. */
export function invokeOperations(core: Core): Operations {
  return {
    Invoke: {
      access: (input) => [functionAccess(core, 'lambda:InvokeFunction', input['FunctionName'])],
      run: (input) => invoke(core, input),
    },
  };
}

function invoke(core: Core, input: JsonObject): InvokeAnswer | Promise<InvokeAnswer> {
  const name = core.functions.get(functionName(input['FunctionName'], input['Qualifier'])).functionName;
  const type = input['InvocationType'] ?? 'RequestResponse';
  const body = input['Payload'] === undefined ? '' : textMember(input, 'Payload');
  switch (type) {
    case 'DryRun':
      return { StatusCode: 204, Payload: '' };
    case 'Event':
      core.asyncQueue.add(name, payloadOfBody(body, 'Event'));
      return { StatusCode: 202, Payload: '' };
    case 'RequestResponse':
      return invokeAndWait(core, name, { ...input, Payload: payloadOfBody(body, 'RequestResponse') });
    default:
      throw new AwsError(
        'InvalidParameterValueException',
        `InvocationType is ${JSON.stringify(type)}; it must be RequestResponse, Event or DryRun.`,
      );
  }
}

async function invokeAndWait(core: Core, name: string, input: JsonObject): Promise<InvokeAnswer> {
  const clientContext = input['ClientContext'];
  const result = await core.invoker.run({
    functionName: name,
    payload: textMember(input, 'Payload'),
    tail: input['LogType'] === 'Tail',
    ...(typeof clientContext === 'string'
      ? { clientContext: Buffer.from(clientContext, 'base64').toString('utf8') }
      : {}),
  });
  return {
    StatusCode: 200,
    ExecutedVersion: result.executedVersion,
    ...(result.functionError ? { FunctionError: result.functionError } : {}),
    ...(result.log === undefined
      ? {}
      : { LogResult: Buffer.from(tailOf(result.requestId, result.log)).toString('base64') }),
    Payload: result.payload,
  };
}

function tailOf(requestId: string, log: string): string {
  const whole = `START RequestId: ${requestId} Version: $LATEST\n${log}END RequestId: ${requestId}\n`;
  return Buffer.from(whole).subarray(-TAIL_BYTES).toString('utf8');
}
