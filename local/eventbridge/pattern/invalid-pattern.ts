import { AwsError } from '../../endpoint/aws-error.ts';

/**
 * AWS's refusal of an event pattern: the reason and, where the rule engine knows it, the place. The column is where
 * the engine's parser stood, one behind what it had read.
 * @param offset in UTF-16 units from the start of `source`; without it the place is left out, as AWS does for
 * addresses and for rules that are too complex.
 */
export function invalidPattern(reason: string, source?: string, offset?: number): AwsError {
  const place = source === undefined || offset === undefined ? '' : `\n ${location(source, offset)}`;
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}${place}`,
  );
}

const SHOWN = 500;

function location(source: string, offset: number): string {
  const before = source.slice(0, offset).split('\n');
  const shown =
    source.length <= SHOWN
      ? `"${source}"`
      : `"${source.slice(0, SHOWN)}"[truncated ${source.length - SHOWN} chars]`;
  return `at [Source: (String)${shown}; line: ${before.length}, column: ${(before.at(-1)?.length ?? 0) + 1}]`;
}
