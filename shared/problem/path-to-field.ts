/** The written form of a path into a body: `retry_policy.schedule_seconds[2]`, `filter["a b"]`; `(body)` for its root. */
export function pathToField(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '(body)';
  return path.map((step, index) => written(step, index === 0)).join('');
}

function written(step: PropertyKey, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  const name = String(step);
  if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
  return first ? name : `.${name}`;
}
