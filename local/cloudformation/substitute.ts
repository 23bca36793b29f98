import { UNKNOWN } from './scope.ts';

/**
 * The text of `Fn::Sub` with its `${...}` replaced; `${!literal}` becomes `${literal}`. Every variable is asked for,
 * also when an earlier one is still unknown, so that all of them are found as dependencies.
 */
export function substitute(
  template: string,
  valueOf: (name: string) => string | typeof UNKNOWN,
): string | typeof UNKNOWN {
  let unknown = false;
  const result = template.replaceAll(/\$\{([^}]*)\}/g, (_whole, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
    const value = valueOf(inner.trim());
    if (value !== UNKNOWN) return value;
    unknown = true;
    return '';
  });
  return unknown ? UNKNOWN : result;
}
