// The AWS CLI of tests: `aws <service> <operation> --option value...`, for machines that have none.
// It understands what docs/runbook.md uses; WEBHOOKS_AWS_CLI names a real one to be used in its place.
import { readFileSync, writeFileSync } from 'node:fs';
import { callCloudFormation, waitForCloudFormation } from './query-command.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  events: 'eventbridge',
  kms: 'kms',
  lambda: 'lambda',
  secretsmanager: 'secrets-manager',
  sqs: 'sqs',
};
const NUMBERS = new Set([
  'MaxNumberOfMessages',
  'VisibilityTimeout',
  'ReservedConcurrentExecutions',
  'Limit',
]);
const LISTS = new Set(['AttributeNames', 'MessageAttributeNames', 'Capabilities']);
/** Options that are written `Name=number,Name=number`. */
const MAPS = new Set(['OnDemandThroughput']);

type Sdk = Readonly<Record<string, new (input: object) => { send(command: unknown): Promise<Output> }>>;
type Output = Record<string, unknown> & { Payload?: { transformToString(): string } };

const [service = '', operation = '', ...rest] = process.argv.slice(2);
const { options, positional } = readArguments(rest);
const { query, output, payload, ...input } = options;
try {
  const result = await call({
    ...Object.fromEntries(Object.entries(input).map(([name, values]) => parameter(name, values))),
    ...(payload && { Payload: readFileSync(payload[0]?.replace('fileb://', '') ?? '') }),
  });
  if (result?.Payload && positional[0]) writeFileSync(positional[0], result.Payload.transformToString());
  const { $metadata: _, Payload: __, ...shown } = result ?? {};
  const answer = query ? select(shown, query[0] ?? '') : shown;
  if (query || Object.keys(shown).length > 0)
    console.log(output?.[0] === 'text' ? toText(answer) : JSON.stringify(answer, null, 2));
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = 254;
}

async function call(parameters: object): Promise<Output> {
  if (service === 'cloudformation') return (await cloudFormation(parameters)) as Output;
  const name = PACKAGES[service];
  if (name === undefined) throw new Error(`The service ${service} is not known to the tests' AWS CLI.`);
  const sdk = (await import(`@aws-sdk/client-${name}`)) as Sdk;
  const Client = Object.entries(sdk).find(([key]) => /^(?!_).+Client$/.test(key) && key !== 'Client')?.[1];
  const Command = sdk[`${pascal(operation)}Command`];
  if (!Client || !Command) throw new Error(`aws ${service} ${operation} is not an operation.`);
  return new Client({ maxAttempts: 1 }).send(new Command(parameters));
}

function cloudFormation(parameters: object): Promise<unknown> {
  const given = parameters as Record<string, string>;
  return operation === 'wait'
    ? waitForCloudFormation(positional[0] ?? '', given)
    : callCloudFormation(pascal(operation), given);
}

function readArguments(words: readonly string[]) {
  const options: Record<string, string[]> = {};
  const positional: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) {
      positional.push(word);
      continue;
    }
    const values: string[] = [];
    const name = word.slice(2);
    const hasMore = () => at + 1 < words.length && !words[at + 1]?.startsWith('--');
    while (hasMore() && (values.length === 0 || LISTS.has(pascal(name)))) values.push(words[++at] ?? '');
    options[name] = values;
  }
  return { options, positional };
}

function parameter(name: string, values: readonly string[]): readonly [string, unknown] {
  if (name === 'uuid') return ['UUID', values[0]];
  if (values.length === 0) return [pascal(name.replace(/^no-/, '')), !name.startsWith('no-')];
  const key = pascal(name);
  if (LISTS.has(key)) return [key, values];
  if (MAPS.has(key)) return [key, toMap(values[0] ?? '')];
  return [key, NUMBERS.has(key) ? Number(values[0]) : values[0]];
}

function toMap(text: string): Record<string, number> {
  return Object.fromEntries(
    text.split(',').map((each) => [each.split('=')[0] ?? '', Number(each.split('=')[1])]),
  );
}

function pascal(kebab: string): string {
  return kebab.replaceAll(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());
}

/** Of JMESPath: `A.B`, `A[0]`, `A[].B`. */
function select(value: unknown, path: string): unknown {
  const [, head, index, tail] = /^(\w+)(\[\d*\])?\.?(.*)$/.exec(path) ?? [];
  if (head === undefined) return value;
  const found = (value as Record<string, unknown> | undefined)?.[head];
  if (index === undefined) return select(found, tail ?? '');
  const list = (found ?? []) as readonly unknown[];
  if (index === '[]') return list.map((each) => select(each, tail ?? ''));
  return select(list[Number(index.slice(1, -1))], tail ?? '');
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join('\t');
  if (value === undefined || value === null) return 'None';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
