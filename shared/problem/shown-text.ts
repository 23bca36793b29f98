const LONGEST = 200;

/** A text that came, as a refusal may repeat it: itself where it is short, else its beginning. */
export function shownText(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
