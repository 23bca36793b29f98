import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

export type Invocation = {
  readonly lambda: LambdaClient;
  readonly functionName: string;
  /** For how long it is waited for, in milliseconds. @default ten seconds */
  readonly waitMs?: number;
};

/** How long a request waits for what it had begun. */
const WAIT_MS = 10_000;

/** Invokes a function and waits a while for it. Never rejects. @returns why it did not go well; undefined where it did */
export async function invokeAndWait(
  { lambda, functionName, waitMs = WAIT_MS }: Invocation,
  event: object,
): Promise<string | undefined> {
  try {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) }),
      { abortSignal: AbortSignal.timeout(waitMs) },
    );
    if (!FunctionError) return undefined;
    const text = Buffer.from(Payload ?? []).toString('utf8');
    return `${FunctionError}: ${text.slice(0, 500)}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
