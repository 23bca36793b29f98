/**
 * One row: a pattern, an event, whether it matches - or the reason for which the pattern is refused - and where that is
 * written down. "recorded" rows are answers of TestEventPattern on AWS itself; the others name a page of the EventBridge
 * user guide or a test of AWS's open rule engine (event-ruler).
 */
export type PatternCase = readonly [
  pattern: string,
  event: string,
  expected: boolean | string,
  source: string,
];
