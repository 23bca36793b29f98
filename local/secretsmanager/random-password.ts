import { randomInt } from 'node:crypto';
import { AwsError } from '../endpoint/aws-error.ts';

/** As in GetRandomPassword and in a template's GenerateSecretString. */
export type PasswordRules = {
  /** @default 32 */
  readonly PasswordLength?: number | string;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  /** One of each kind that is not excluded. @default true */
  readonly RequireEachIncludedType?: boolean;
};

/**
 * A password by the rules of Secrets Manager.
 * @throws {AwsError} `InvalidParameterException` for a length that is not allowed, or when nothing is left to choose from.
 */
export function randomPassword(rules: PasswordRules): string {
  const length = Number(rules.PasswordLength ?? 32);
  if (!Number.isInteger(length) || length < 1 || length > 4096)
    throw new AwsError('InvalidParameterException', `PasswordLength is ${length}; allowed are 1 to 4096.`);
  const kinds = includedKinds(rules);
  const alphabet = kinds.join('') + (isSet(rules.IncludeSpace) ? ' ' : '');
  if (alphabet === '')
    throw new AwsError('InvalidParameterException', 'Every character is excluded: allow at least one kind.');
  const required =
    rules.RequireEachIncludedType === undefined || isSet(rules.RequireEachIncludedType) ? kinds : [];
  if (required.length > length)
    throw new AwsError(
      'InvalidParameterException',
      `PasswordLength ${length} has no room for ${required.length} kinds of characters.`,
    );
  const characters = [
    ...required.map(pick),
    ...Array.from({ length: length - required.length }, () => pick(alphabet)),
  ];
  return shuffled(characters).join('');
}

function includedKinds(rules: PasswordRules): string[] {
  const excluded = new Set(rules.ExcludeCharacters ?? '');
  const kinds: [string, boolean | undefined][] = [
    ['abcdefghijklmnopqrstuvwxyz', rules.ExcludeLowercase],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', rules.ExcludeUppercase],
    ['0123456789', rules.ExcludeNumbers],
    ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', rules.ExcludePunctuation],
  ];
  return kinds
    .filter(([, exclude]) => !isSet(exclude))
    .map(([kind]) =>
      kind
        .split('')
        .filter((character) => !excluded.has(character))
        .join(''),
    )
    .filter((kind) => kind !== '');
}

/** Templates may say "true". */
function isSet(value: unknown): boolean {
  return value === true || value === 'true';
}

function pick(characters: string): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffled(characters: readonly string[]): string[] {
  const result = [...characters];
  for (let index = result.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [result[index], result[other]] = [result[other] ?? '', result[index] ?? ''];
  }
  return result;
}
