import type { CompiledPattern } from './compiled-pattern.ts';
import type { FlatEvent } from './flatten-event.ts';
import { matchSubRule } from './match-sub-rule.ts';

/** Whether one pattern matches an event. For many patterns against one event use a rule index. */
export function matchesPattern(pattern: CompiledPattern, event: FlatEvent): boolean {
  return pattern.subRules.some((subRule) => matchSubRule(subRule, event));
}
