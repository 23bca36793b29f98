import { invalidPattern } from './invalid-pattern.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Whether a string fits a wildcard pattern: `*` stands for any characters, `\*` and `\\` for themselves. Linear in the text. */
export function wildcardTest(pattern: string, cursor: TokenCursor): (text: string) => boolean {
  const [first = '', ...rest] = segments(pattern, cursor);
  const last = rest.pop();
  refuseComplexity([...rest, last ?? '']);
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
      return false;
    const end = text.length - last.length;
    let at = first.length;
    for (const segment of rest) {
      const found = text.indexOf(segment, at);
      if (found < 0 || found + segment.length > end) return false;
      at = found + segment.length;
    }
    return true;
  };
}

/** The literal texts between the wildcards. Positions in errors are bytes and count the opening quote, as AWS's do. */
function segments(pattern: string, cursor: TokenCursor): string[] {
  const found: string[] = [''];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const position = () => 1 + Buffer.byteLength(pattern.slice(0, index));
    if (character === '*') {
      if (pattern[index + 1] === '*') cursor.refuse(`Consecutive wildcard characters at pos ${position()}`);
      found.push('');
      continue;
    }
    let literal = character;
    if (character === '\\') {
      const escaped = pattern[index + 1];
      if (escaped !== '*' && escaped !== '\\') cursor.refuse(`Invalid escape character at pos ${position()}`);
      literal = escaped ?? '';
      index += 1;
    }
    found[found.length - 1] += literal;
  }
  return found;
}

/**
 * AWS refuses rules whose wildcards make many states live at once, without publishing its measure. Its documented
 * example, `*:*:*:*:*:event-bus/*`, has five wildcards before one and the same character: that many are refused.
 */
function refuseComplexity(afterWildcards: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const segment of afterWildcards) {
    const next = segment[0];
    if (next === undefined) continue;
    const count = (counts.get(next) ?? 0) + 1;
    if (count >= 5) throw invalidPattern(TOO_COMPLEX);
    counts.set(next, count);
  }
}

const TOO_COMPLEX =
  'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';
