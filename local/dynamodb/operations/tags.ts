import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { checkMembers, readObjects, readString, readStrings, required } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { findTable } from '../table/find-table.ts';
import { parseTags } from '../table/parse-tags.ts';
import { saveTable } from '../table/save-table.ts';
import { tableArn } from '../table/table-arn.ts';
import type { Table } from '../table/table.ts';
import { validationError } from '../validation-error.ts';

const MOST_TAGS = 50;

export function tagResource(store: Store): Operation {
  return {
    access: tagAccess('TagResource'),
    run(input) {
      checkMembers(input, ['ResourceArn', 'Tags']);
      const added = parseTags(required(readObjects(input, 'Tags'), 'Tags'));
      const table = taggedTable(store, input);
      const tags = { ...table.definition.tags, ...added };
      if (Object.keys(tags).length > MOST_TAGS)
        throw validationError(
          `A table has at most ${MOST_TAGS} tags; with these it would have ${Object.keys(tags).length}.`,
        );
      saveTable(store, table, { ...table.definition, tags });
      return {};
    },
  };
}

export function untagResource(store: Store): Operation {
  return {
    access: tagAccess('UntagResource'),
    run(input) {
      checkMembers(input, ['ResourceArn', 'TagKeys']);
      const dropped = required(readStrings(input, 'TagKeys'), 'TagKeys');
      const table = taggedTable(store, input);
      const kept = Object.entries(table.definition.tags).filter(([key]) => !dropped.includes(key));
      saveTable(store, table, { ...table.definition, tags: Object.fromEntries(kept) });
      return {};
    },
  };
}

export function listTagsOfResource(store: Store): Operation {
  return {
    access: tagAccess('ListTagsOfResource'),
    run(input) {
      checkMembers(input, ['ResourceArn'], { NextToken: 'all tags come in one answer.' });
      const { tags } = taggedTable(store, input).definition;
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}

function tagAccess(action: string): (input: JsonObject) => readonly Access[] {
  return (input) => [{ action: `dynamodb:${action}`, resource: resourceArn(input) }];
}

function resourceArn(input: JsonObject): string {
  return required(readString(input, 'ResourceArn'), 'ResourceArn');
}

function taggedTable(store: Store, input: JsonObject): Table {
  const arn = resourceArn(input);
  const name = arn.slice(tableArn(store.context, '').length);
  const table = arn === tableArn(store.context, name) ? findTable(store, name) : undefined;
  if (table) return table;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: ResourceArn: ${arn} not found`,
  );
}
