import type { PatternCase } from './pattern-case.ts';

const WILD = 'wildcard match pattern must be a string';
const AFFIX = 'prefix/suffix match pattern must be a string';
const IGNORE_CASE =
  'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.';
const NO_VALUE = 'Value of anything-but must be an array or single string/number value.';
const at = (pattern: string, column: number) =>
  `\n at [Source: (String)"${pattern}"; line: 1, column: ${column}]`;
const placed = (pattern: string, reason: string, column: number, source: string): PatternCase => [
  pattern,
  '{}',
  reason + at(pattern, column),
  source,
];

/** Refusals with AWS's whole sentence, the place included. */
export const placedCases: readonly PatternCase[] = [
  placed('{"int": 42}', '"int" must be an object or an array', 11, 'recorded: int_nolist_EXC'),
  placed(
    '{"string": "my-value"}',
    '"string" must be an object or an array',
    13,
    'recorded: string_nolist_EXC',
  ),
  placed('{"resources": []}', 'Empty arrays are not allowed', 17, 'recorded: arrays_empty_EXC'),
  placed(
    '{"my_key": [{"EXISTS": true}]}',
    'Unrecognized match type EXISTS',
    28,
    'recorded: operator_case_sensitive_EXC',
  ),
  placed(
    '{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}',
    'Unrecognized match type NUMERIC',
    36,
    'recorded: content_numeric_operatorcasing_EXC',
  ),
  placed(
    '{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}',
    'Bad numeric range operator: >',
    49,
    'recorded: content_numeric_EXC',
  ),
  placed(
    '{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}',
    'Value of < must be numeric',
    50,
    'recorded: content_numeric_syntax_EXC',
  ),
  placed(
    '{"time": [{"prefix": 123}]}',
    'prefix match pattern must be a string',
    25,
    'recorded: content_prefix_int_EXC',
  ),
  placed(
    '{"time": [{"prefix": ["2022-07-13"]}]}',
    'prefix match pattern must be a string',
    23,
    'recorded: content_prefix_list_EXC',
  ),
  placed(
    '{"FileName": [{"suffix": 123}]}',
    'suffix match pattern must be a string',
    29,
    'recorded: content_suffix_int_EXC',
  ),
  placed(
    '{"FileName": [{"suffix": [".png"]}]}',
    'suffix match pattern must be a string',
    27,
    'recorded: content_suffix_list_EXC',
  ),
  placed('{"EventBusArn": [{"wildcard": 123}]}', WILD, 34, 'recorded: content_wildcard_int_EXC'),
  placed(
    '{"key": [{"wildcard": "abc**def"}]}',
    'Consecutive wildcard characters at pos 4',
    33,
    'JsonRuleCompilerTest.testWildcardConsecutiveWildcards',
  ),
  placed(
    '{"detail": {"state": [{"anything-but": {"prefix": 123}}]}}',
    AFFIX,
    54,
    'recorded: content_anything_prefix_int_EXC',
  ),
  placed(
    '{"detail": {"state": [{"anything-but": {"prefix": [123, "test"]}}]}}',
    AFFIX,
    55,
    'recorded: content_anything_prefix_list_type_EXC',
  ),
  placed(
    '{"detail": {"FileName": [{"anything-but": {"prefix": {"equals-ignore-case": "file"}}}]}}',
    NO_VALUE,
    55,
    'recorded: content_anything_prefix_ignorecase_EXC',
  ),
  placed(
    '{"detail": {"FilePath": [{"anything-but": {"wildcard": 123}}]}}',
    WILD,
    59,
    'recorded: content_anything_wildcard_type_EXC',
  ),
  placed(
    '{"detail": {"state": [{"anything-but": {"equals-ignore-case": 123}}]}}',
    IGNORE_CASE,
    66,
    'recorded: content_anything_but_ignorecase_EXC',
  ),
  placed(
    '{"detail": {"state": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}}',
    IGNORE_CASE,
    67,
    'recorded: content_anything_but_ignorecase_list_EXC',
  ),
  placed(
    '{"detail-type": [{"equals-ignore-case": {"prefix": "ec2"}}]}',
    'equals-ignore-case match pattern must be a string',
    42,
    'recorded: content_ignorecase_list_EXC',
  ),
  placed(
    '{"detail": {"sourceIPAddress": [{"cidr": ["bad-type"]}]}}',
    'prefix match pattern must be a string',
    43,
    'recorded: content_ip_address_type_EXC',
  ),
  placed(
    '["not", "a", "dict", "but valid json"]',
    'Filter is not an object',
    2,
    'recorded: valid JSON that is no object',
  ),
  placed(
    "{'bad': 'quotation'}",
    "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
    2,
    'recorded: bad quotation',
  ),
  placed(
    '{"not": closed mark"',
    "Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    15,
    'recorded: unclosed mark',
  ),
  placed(
    'this is valid json but not a dict',
    "Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    5,
    'recorded: no JSON',
  ),
];
