/** The text without its case, character by character, so that a prefix of the text folds to a prefix of the result. */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  // Only ASCII-like texts keep their length; others are folded one character at a time, without context (final sigma).
  return lower.length === text.length && !text.includes('Σ')
    ? lower
    : Array.from(text, (character) => character.toLowerCase()).join('');
}
