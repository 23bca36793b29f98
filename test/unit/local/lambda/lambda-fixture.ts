import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Context } from '../../../../local/context.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';
import type { JsonObject } from '../../../../local/endpoint/operation.ts';
import type { Access } from '../../../../local/iam/access.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { createLambda } from '../../../../local/lambda/create-lambda.ts';
import type { LambdaOptions } from '../../../../local/lambda/create-lambda.ts';
import { createSqs } from '../../../../local/sqs/create-sqs.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export const ADMINISTRATOR: Caller = { kind: 'administrator', arn: 'arn:aws:iam::000000000000:root' };
export const ROLE = 'arn:aws:iam::000000000000:role/worker';

/** A Lambda over a database in memory and a temporary cloud assembly, with everything it says kept. */
export function lambdaFixture(
  test: TestContext,
  options: Partial<LambdaOptions> = {},
  authorize: Context['authorize'] = () => undefined,
) {
  const assemblyDirectory = mkdtempSync(join(tmpdir(), 'lambda-test-'));
  const database = openDatabase(':memory:');
  const asked: { caller: Caller; access: Access }[] = [];
  const denied = new Set<string>();
  const warnings: string[] = [];
  const lines: string[] = [];
  const context: Context = {
    database,
    now: Date.now,
    accountId: '000000000000',
    region: 'eu-central-1',
    endpointUrl: () => 'http://127.0.0.1:4566',
    authorize: (caller, access) => {
      asked.push({ caller, access });
      if (denied.has(access.action)) throw new AwsError('AccessDenied', `denied: ${access.action}`, 403);
      authorize(caller, access);
    },
    warn: (sentence) => warnings.push(sentence),
  };
  const sqs = createSqs(context);
  /** Another Lambda on the same data, as after a restart. */
  const makeLambda = () =>
    createLambda(context, {
      assemblyDirectory,
      sqs: sqs.operations,
      credentialsOf: () => ({ accessKeyId: 'AKID', secretAccessKey: 'SECRET', sessionToken: 'TOKEN' }),
      onLog: ({ line }) => lines.push(line),
      transitionMs: 5,
      ...options,
    });
  const lambda = makeLambda();
  test.after(async () => {
    await lambda.stop();
    sqs.stop();
    rmSync(assemblyDirectory, { recursive: true });
  });

  /** Puts a function of this code into the account. */
  async function deploy(name: string, code: string, properties: JsonObject = {}): Promise<string> {
    const hash = createHash('sha256').update(code).digest('hex');
    const directory = join(assemblyDirectory, `asset.${hash}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'index.mjs'), code);
    const applied = await apply('AWS::Lambda::Function', {
      FunctionName: name,
      Role: ROLE,
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { S3Bucket: 'assets', S3Key: `${hash}.zip` },
      ...properties,
    });
    return applied.attributes['Arn'] ?? '';
  }

  async function apply(type: string, properties: JsonObject, logicalId = 'Thing') {
    const found = lambda.resourceTypes.find((resource) => resource.type === type);
    if (!found) throw new Error(`no resource type ${type}`);
    return found.apply({ stackName: 'stack', logicalId, properties });
  }

  const call = async (name: string, input: JsonObject, caller = ADMINISTRATOR): Promise<JsonObject> =>
    (await invokeOperation(context, { operations: lambda.operations, name, input, caller })) as JsonObject;

  const sqsCall = async (name: string, input: JsonObject): Promise<JsonObject> =>
    (await invokeOperation(context, {
      operations: sqs.operations,
      name,
      input,
      caller: ADMINISTRATOR,
    })) as JsonObject;

  const invoke = async (functionArn: string, payload: unknown = {}) => {
    const result = await lambda.invoke({ functionArn, payload, caller: ADMINISTRATOR });
    return { ...result, answer: JSON.parse(result.payload) as JsonObject };
  };

  return {
    lambda,
    sqs,
    makeLambda,
    context,
    asked,
    denied,
    warnings,
    lines,
    assemblyDirectory,
    deploy,
    apply,
    call,
    sqsCall,
    invoke,
  };
}

/** Resolves when the condition holds, and fails when it still does not after half a minute. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
