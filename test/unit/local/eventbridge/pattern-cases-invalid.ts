import type { PatternCase } from './pattern-case.ts';

const WILD = 'wildcard match pattern must be a string';
const COMPLEX =
  'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';
const SINGLE = 'Only one key allowed in match expression';
const MIXED = 'Inside anything but list, either all values are number or string, mixed type is not supported';
const NO_LIST = 'Inside anything but list, start|null|boolean is not supported.';
const NO_VALUE = 'Value of anything-but must be an array or single string/number value.';
const BOUNDS = 'Value must be between -5.0E9 and 5.0E9, inclusive';

/** Refusals by their reason. */
export const invalidCases: readonly PatternCase[] = [
  [
    '{"EventBusArn":[{"wildcard":"*:*:*:*:*:event-bus/*"}]}',
    '{}',
    COMPLEX,
    'recorded: content_wildcard_complex_EXC',
  ],
  [
    '{"ip":[{"cidr":"bad-filter"}]}',
    '{}',
    "Malformed CIDR, one '/' required",
    'recorded: content_ip_address_EXC',
  ],
  [
    '{"ip":[{"cidr":"10.0.0.0/xx"}]}',
    '{}',
    'Malformed CIDR, mask bits must be an integer',
    'recorded: content_ip_address_bad_mask_EXC',
  ],
  [
    '{"ip":[{"cidr":"xx.11.xx/8"}]}',
    '{}',
    'Nonstandard IP address: xx.11.xx',
    'recorded: content_ip_address_bad_ip_EXC',
  ],
  [
    '{"ip":[{"cidr":"xxxx:db8:1234:1a00::/56"}]}',
    '{}',
    'Nonstandard IP address: xxxx:db8:1234:1a00::',
    'recorded: content_ip_address_v6_bad_ip_EXC',
  ],
  ['{"ip":[{"cidr":"192.168.0.1/33"}]}', '{}', 'IPv4 mask bits must be < 32', 'CIDRTest.SpotMalformedCIDRs'],
  [
    '{"ip":[{"cidr":"192.168.0.1/-3424"}]}',
    '{}',
    'Malformed CIDR, mask bits must not be negative',
    'CIDRTest.SpotMalformedCIDRs',
  ],
  [
    '{"ip":[{"cidr":"10.10.10.10.10/3"}]}',
    '{}',
    'Nonstandard IP address: 10.10.10.10.10',
    'CIDRTest.SpotMalformedCIDRs',
  ],
  [
    '{"ip":[{"cidr":"2400:6500:FF00::36FB:1F80/222"}]}',
    '{}',
    'IPv6 mask bits must be < 128',
    'CIDRTest.SpotMalformedCIDRs',
  ],
  [
    '{"a":[{"anything-but":{"prefix":""}}]}',
    '{}',
    'Null prefix/suffix not allowed',
    'recorded: content_anything_prefix_empty_EXC',
  ],
  [
    '{"a":[{"anything-but":{"suffix":""}}]}',
    '{}',
    'Null prefix/suffix not allowed',
    'recorded: content_anything_suffix_empty_EXC',
  ],
  [
    '{"a":[{"anything-but":{"prefix":["1",""]}}]}',
    '{}',
    'Null prefix/suffix not allowed',
    'JsonRuleCompilerTest.testCompile',
  ],
  ['{"a":[{"anything-but":["child0",111,"child2"]}]}', '{}', MIXED, 'JsonRuleCompilerTest.testCompile'],
  ['{"a":[{"anything-but":[]}]}', '{}', MIXED, 'JsonRuleCompiler: a list of nothing'],
  [
    '{"a":[{"anything-but":[null]}]}',
    '{}',
    NO_LIST,
    'recorded: content_anything_but_string_list_null_type_EXC',
  ],
  ['{"a":[{"anything-but":null}]}', '{}', NO_VALUE, 'recorded: content_anything_but_string_null_type_EXC'],
  [
    '{"a":[{"anything-but":[{"wildcard":"*x*"}]}]}',
    '{}',
    NO_LIST,
    'event-ruler 152: square brackets after anything-but',
  ],
  [
    '{"a":[{"anything-but":{"foo":3}}]}',
    '{}',
    'Unsupported anything-but pattern: foo',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"anything-but":{"numeric":["=",3]}}]}',
    '{}',
    'Unsupported anything-but pattern: numeric',
    'JsonRuleCompiler: no other operator',
  ],
  [
    '{"a":[{"anything-but":{"prefix":"foo","a":1}}]}',
    '{}',
    'Too many elements in numeric expression',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"anything-but":{"prefix":"foo"},"x":1}]}',
    '{}',
    'Too many elements in numeric expression',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"anything-but":{"wildcard":"foo**bar"}}]}',
    '{}',
    'Consecutive wildcard characters at pos 4',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"wildcard":"foo*bar\\\\"}]}',
    '{}',
    'Invalid escape character at pos 8',
    'JsonRuleCompilerTest.testCompile',
  ],
  ['{"a":[{"wildcard":["abc"]}]}', '{}', WILD, 'recorded: content_wildcard_list_EXC'],
  [
    '{"a":[{"exactly":33}]}',
    '{}',
    'exact match pattern must be a string',
    'JsonRuleCompilerTest.testCompile',
  ],
  ['{"a":[{"prefix":"child","foo":[]}]}', '{}', SINGLE, 'JsonRuleCompilerTest.testCompile'],
  ['{"a":[{"suffix":"child","foo":[]}]}', '{}', SINGLE, 'JsonRuleCompilerTest.testCompile'],
  [
    '{"a":[{"prefix":{"invalid-expression":["abc"]}}]}',
    '{}',
    'Unsupported prefix pattern: invalid-expression',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"suffix":{"invalid-expression":["abc"]}}]}',
    '{}',
    'Unsupported suffix pattern: invalid-expression',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"prefix":{"equals-ignore-case":5}}]}',
    '{}',
    'equals-ignore-case match pattern must be a string',
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"prefix":{"equals-ignore-case":"abc","test":"def"}}]}',
    '{}',
    SINGLE,
    'JsonRuleCompilerTest.testCompile',
  ],
  [
    '{"a":[{"suffix":{"equals-ignore-case":"abc"},"test":"def"}]}',
    '{}',
    SINGLE,
    'JsonRuleCompilerTest.testCompile',
  ],
  ['{"a":[{"x":2}]}', '{}', 'Unrecognized match type x', 'JsonRuleCompilerTest.testCompile'],
  ['{"a":[{}]}', '{}', 'Match expression name not found', 'JsonRuleCompiler: an operator is needed'],
  [
    '{"a":[["x"]]}',
    '{}',
    'Match value must be String, number, true, false, or null',
    'JsonRuleCompilerTest.testCompile',
  ],
  ['{"foo":{}}', '{}', 'Empty objects are not allowed', 'JsonRuleCompilerTest.testCompile'],
  ['{}', '{}', 'Empty objects are not allowed', 'JsonRuleCompilerTest.testCompile'],
  [
    '{"x":[{"exists":"badString"}]}',
    '{}',
    'exists match pattern must be either true or false.',
    'JsonRuleCompilerTest.testExistsExpression',
  ],
  ['{"x":[{"exists":true,"extraKey":"v"}]}', '{}', SINGLE, 'JsonRuleCompilerTest.testExistsExpression'],
  [
    '{"x":[{"numeric":5}]}',
    '{}',
    'Value of numeric must be an array.',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":[5]}]}',
    '{}',
    'Invalid member in numeric match: 5',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":["=",true]}]}',
    '{}',
    'Value of equals must be numeric',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  ['{"x":[{"numeric":["=",2.0e22]}]}', '{}', BOUNDS, 'JsonRuleCompilerTest.testNumericExpressions'],
  ['{"x":[{"numeric":[">=",6e9]}]}', '{}', BOUNDS, 'user guide: numeric is limited to five billion'],
  ['{"x":[{"anything-but":6e9}]}', '{}', BOUNDS, 'JsonRuleCompiler: anything-but compares numbers'],
  [
    '{"x":[{"numeric":["<","-4e-8"]}]}',
    '{}',
    'Value of < must be numeric',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":["<>",1,">",0]}]}',
    '{}',
    'Unrecognized numeric range operator: <>',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":["<",1,">",0]}]}',
    '{}',
    'Too many elements in numeric expression',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":[">",1,"<",1]}]}',
    '{}',
    'Bottom must be less than top',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":[">",30,"<",1]}]}',
    '{}',
    'Bottom must be less than top',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":[">",1,"<",30,false]}]}',
    '{}',
    'Too many terms in numeric range expression',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  [
    '{"x":[{"numeric":["=",1],"y":2}]}',
    '{}',
    'Too many elements in numeric expression',
    'JsonRuleCompilerTest.testNumericExpressions',
  ],
  ['{"$or":[]}', '{}', 'There must have at least 2 Objects in $or relationship.', 'README $or: two at least'],
  [
    '{"$or":[{"a":["x"]}]}',
    '{}',
    'There must have at least 2 Objects in $or relationship.',
    'README $or: two at least',
  ],
  [
    '{"$or":["x","y"]}',
    '{}',
    'Only JSON object is allowed in array of $or relationship.',
    'README $or: objects only',
  ],
  [
    '{"$or":[{"numeric":[123]},{"prefix":["abc"]}]}',
    '{}',
    'numeric is Ruler reserved fieldName which cannot be used inside $or.',
    'README $or: reserved names',
  ],
  [
    '{"$or":[{"a":[]},{"b":["x"]}]}',
    '{}',
    'Empty arrays are not allowed',
    'JsonRuleCompilerTest.testWrongOrRelationshipRules',
  ],
  [
    '{"$or":[{},{"b":["x"]}]}',
    '{}',
    'Empty objects are not allowed',
    'JsonRuleCompilerTest.testWrongOrRelationshipRules',
  ],
];
