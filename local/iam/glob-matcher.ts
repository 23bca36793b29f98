/**
 * A matcher for IAM's wildcards: `*` is any text, also none, and `?` one character; everything else is itself.
 * Its cost is bounded by the product of both lengths, whatever the pattern.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function globMatcher(pattern: string): (value: string) => boolean {
  if (pattern === '*') return () => true;
  const wild = pattern.search(/[*?]/);
  if (wild === -1) return (value) => value === pattern;
  if (wild === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (value) => value.startsWith(prefix);
  }
  return (value) => matches(pattern, value);
}

function matches(pattern: string, value: string): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  let position = 0;
  while (position < value.length) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at++;
      starAt = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === value[position])) {
      at++;
      position++;
    } else if (star !== -1) {
      at = star + 1;
      position = ++starAt;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
