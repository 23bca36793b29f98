import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { functionName } from '../function/function-name.ts';
import { checkQueue } from '../mapping/check-queue.ts';
import { describeMapping, mappingArn } from '../mapping/describe-mapping.ts';
import { mappingSettings } from '../mapping/mapping-settings.ts';
import { functionAccess } from './function-access.ts';
import { page } from './page.ts';
import type { Core } from '../core.ts';
import { textMember } from './text-member.ts';

/** The event source mappings' operations. Every change is answered at once and takes effect a little later. */
export function mappingOperations(core: Core): Operations {
  const { context, mappings } = core;
  const onOne = (action: string) => (input: JsonObject) => [mappingAccess(core, action, uuidOf(input))];
  return {
    CreateEventSourceMapping: {
      access: (input) => [
        {
          action: 'lambda:CreateEventSourceMapping',
          resource: '*',
          conditions: conditionsOf(core, input),
        },
        ...(Object.keys((input['Tags'] as JsonObject | undefined) ?? {}).length === 0
          ? []
          : [{ action: 'lambda:TagResource', resource: mappingArn(context, '*') }]),
      ],
      run: (input) => createMapping(core, input),
    },
    GetEventSourceMapping: {
      access: onOne('lambda:GetEventSourceMapping'),
      run: (input) => describeMapping(context, mappings.get(uuidOf(input))),
    },
    UpdateEventSourceMapping: {
      access: onOne('lambda:UpdateEventSourceMapping'),
      run: (input) => updateMapping(core, input),
    },
    DeleteEventSourceMapping: {
      access: onOne('lambda:DeleteEventSourceMapping'),
      run: (input) => describeMapping(context, mappings.remove(uuidOf(input))),
    },
    ListEventSourceMappings: {
      access: (input) => [
        { action: 'lambda:ListEventSourceMappings', resource: '*', conditions: conditionsOf(core, input) },
      ],
      run: (input) => listMappings(core, input),
    },
  };
}

async function createMapping(core: Core, input: JsonObject) {
  const { context, functions, mappings, sqs } = core;
  const target = functions.get(functionName(input['FunctionName']));
  const settings = mappingSettings(input);
  const queueArn = textMember(input, 'EventSourceArn');
  await checkQueue(context, sqs, { queueArn, function: target });
  const twin = mappings
    .list()
    .find((known) => known.eventSourceArn === queueArn && known.functionName === target.functionName);
  if (twin)
    throw new AwsError(
      'ResourceConflictException',
      `The event source arn (" ${queueArn} ") and function (" ${target.functionName} ") provided mapping already exists. ` +
        `Please update or delete the existing mapping with UUID ${twin.uuid}`,
      409,
      { Type: 'User' },
    );
  const tags = (input['Tags'] as Record<string, string> | undefined) ?? {};
  return describeMapping(
    context,
    mappings.create({ ...settings, eventSourceArn: queueArn, functionName: target.functionName, tags }),
  );
}

async function updateMapping(core: Core, input: JsonObject) {
  const { context, functions, mappings, sqs } = core;
  const uuid = uuidOf(input);
  const before = mappings.get(uuid);
  const target = functions.get(
    input['FunctionName'] === undefined ? before.functionName : functionName(input['FunctionName']),
  );
  const settings = mappingSettings(input, before);
  await checkQueue(context, sqs, { queueArn: before.eventSourceArn, function: target });
  return describeMapping(context, mappings.update(uuid, { ...settings, functionName: target.functionName }));
}

function listMappings({ context, mappings }: Core, input: JsonObject) {
  const name = input['FunctionName'] === undefined ? undefined : functionName(input['FunctionName']);
  const queueArn = input['EventSourceArn'];
  const matching = mappings
    .list()
    .filter(
      (mapping) =>
        (name === undefined || mapping.functionName === name) &&
        (queueArn === undefined || mapping.eventSourceArn === queueArn),
    );
  const { items, ...more } = page(matching, input, 100);
  return { EventSourceMappings: items.map((mapping) => describeMapping(context, mapping)), ...more };
}

function mappingAccess(core: Core, action: string, uuid: string): Access {
  const mapping = core.mappings.find(uuid);
  return {
    action,
    resource: mappingArn(core.context, uuid),
    ...(mapping ? { conditions: conditionsOf(core, { FunctionName: mapping.functionName }) } : {}),
  };
}

function conditionsOf(core: Core, input: JsonObject): Record<string, string> {
  if (input['FunctionName'] === undefined) return {};
  return { 'lambda:FunctionArn': functionAccess(core, '', input['FunctionName']).resource };
}

function uuidOf(input: JsonObject): string {
  return textMember(input, 'UUID');
}
