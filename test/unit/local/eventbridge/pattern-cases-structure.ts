import type { PatternCase } from './pattern-case.ts';

const STAFF = `{"employees":[[{"firstName":"John","lastName":"Doe","ids":[1234,1000,9999]},{"firstName":"Anna","lastName":"Smith"}],
[{"firstName":"Peter","lastName":"Jones","ids":[]}]]}`;
const SONGS = `{"Year":1966,"Genres":[{"Pop":true},{"Classical":false}],"Songs":[{"Name":"Paperback Writer","Writers":[
{"First":"John","Last":"Lennon"},{"First":"Paul","Last":"McCartney"}]},{"Name":"Paint It Black","Writers":[
{"First":"Mick","Last":"Jagger"},{"First":"Keith","Last":"Richards"}]}]}`;
const LINES = `{"lines":[{"intensities":[[0.5]],"points":[[[{"pp":"index0"},483.3474497412421,287.48116291799363],
[{"pp":"index1"},489.9999497412421,299.99996291799363]]]}]}`;
const BOTH = '{"d":{"a":[{"exists":true}],"b":[{"exists":true}]}}';
const THREE = '{"d":{"a":[{"exists":true}],"b":[{"exists":true}],"c":[{"exists":true}]}}';
const ALICE = '{"d":{"name":["alice"],"status":["active"]}}';
const INNER = '{"u":{"t":{"k":["color"],"v":["blue"]}}}';
const OUTER = '{"d":{"name":[{"exists":true}],"info":{"x":["1"]}}}';
const WITHOUT = '{"d":{"a":[{"exists":true}],"b":[{"exists":false}]}}';
const OR = '{"source":["s"],"$or":[{"m":["CPU"]},{"t":["T"],"n":["EC2"]},{"scope":["Service"]}]}';
const NESTED =
  '{"source":["s"],"$or":[{"m":["CPU"]},{"t":["T"],"$or":[{"id":[1234]},{"space":[1000]}]},{"scope":["S"]}]}';
const PARALLEL = '{"$or":[{"m":["CPU"]},{"n":["EC2"]}],"detail":{"$or":[{"source":["s"]},{"type":["t"]}]}}';
const COUNTS =
  '{"detail":{"$or":[{"c":[{"numeric":[">",0,"<=",5]}]},{"d":[{"numeric":["<",10]}]},{"x":[{"numeric":["=",3.018e2]}]}]}}';
const ORDER = '{"id":"1","source":"order","dynamodb":{"NewImage":{"purchased":{"N":"789"}}}}';
const OVERRIDE = '{"name":["a","b"],"$or":[{"name":[{"anything-but":"a"}]},{"condition1":["x"]}]}';

export const structureCases: readonly PatternCase[] = [
  [BOTH, '{"d":{"a":1,"b":2}}', true, 'correctness-cases: both present'],
  [BOTH, '{"d":{"a":1}}', false, 'correctness-cases: one missing'],
  [BOTH, '{"d":[{"a":1,"b":2}]}', true, 'correctness-cases: same element'],
  [BOTH, '{"d":[{"a":1},{"b":2}]}', false, 'correctness-cases: split'],
  [BOTH, '{"d":[{"a":1},{"b":2},{"a":3,"b":4}]}', true, 'correctness-cases: last valid'],
  [THREE, '{"d":[{"a":1,"b":2,"c":3}]}', true, 'correctness-cases: all in one'],
  [THREE, '{"d":[{"a":1},{"b":2},{"c":3}]}', false, 'correctness-cases: split three ways'],
  [ALICE, '{"d":[{"name":"alice","status":"active"}]}', true, 'correctness-cases: exact same element'],
  [ALICE, '{"d":[{"name":"alice"},{"status":"active"}]}', false, 'correctness-cases: exact split'],
  [
    '{"d":{"name":[{"prefix":"al"}],"status":[{"exists":true}]}}',
    '{"d":[{"name":"alice","status":"ok"}]}',
    true,
    'correctness-cases: prefix same',
  ],
  [
    '{"d":{"name":[{"prefix":"al"}],"status":[{"exists":true}]}}',
    '{"d":[{"name":"alice"},{"status":"ok"}]}',
    false,
    'correctness-cases: prefix split',
  ],
  ['{"tags":["admin"]}', '{"tags":["user","admin"]}', true, 'correctness-cases: exact match in array'],
  ['{"tags":["superadmin"]}', '{"tags":["user","admin"]}', false, 'correctness-cases: no match in array'],
  [INNER, '{"u":[{"t":[{"k":"color","v":"blue"}]}]}', true, 'correctness-cases: inner same'],
  [INNER, '{"u":[{"t":[{"k":"color"},{"v":"blue"}]}]}', false, 'correctness-cases: inner split'],
  [OUTER, '{"d":[{"name":"alice"},{"info":{"x":"1"}}]}', false, 'correctness-cases: outer split'],
  [OUTER, '{"d":[{"name":"alice","info":{"x":"1"}}]}', true, 'correctness-cases: outer same'],
  [
    '{"users":{"name":[{"exists":true}]},"version":["1"]}',
    '{"users":[{"name":"a"}],"version":"1"}',
    true,
    'correctness-cases: array and scalar',
  ],
  [
    '{"users":{"name":[{"exists":true}]},"version":["2"]}',
    '{"users":[{"name":"a"}],"version":"1"}',
    false,
    'correctness-cases: array and scalar',
  ],
  [WITHOUT, '{"d":[{"a":1}]}', true, 'correctness-cases: absent'],
  [WITHOUT, '{"d":[{"a":1,"b":2}]}', false, 'correctness-cases: present'],
  [WITHOUT, '{"d":[{"a":1,"b":2},{"a":3}]}', true, 'NameState: only values of the chosen element count'],
  [
    '{"d":{"a":[{"exists":false}],"b":["x"]}}',
    '{"d":[{"a":1},{"b":"x"}]}',
    false,
    'NameState: fields are walked by name, a before b',
  ],
  ['{"d":{"a":[{"exists":true}]}}', '{}', false, 'correctness-cases: empty object'],
  ['{"d":{"a":[{"exists":true}]}}', '{"d":[]}', false, 'correctness-cases: empty array'],
  [
    '{"d":{"a":["target"],"b":["found"]}}',
    '{"d":[{"a":"x"},{"a":"y"},{"a":"target","b":"found"},{"a":"z"}]}',
    true,
    'correctness-cases: many elements, one valid',
  ],
  [
    '{"u":{"s":[{"anything-but":"banned"}],"n":[{"exists":true}]}}',
    '{"u":[{"n":"alice","s":"banned"},{"n":"bob","s":"active"}]}',
    true,
    'correctness-cases: anything-but array',
  ],
  [
    '{"i":{"p":[{"numeric":[">",0,"<",100]}],"n":[{"exists":true}]}}',
    '{"i":[{"n":"w","p":50},{"n":"g","p":200}]}',
    true,
    'correctness-cases: numeric and exists',
  ],
  [
    '{"tags":["a"],"cats":["y"],"v":["1"]}',
    '{"tags":["a","b"],"cats":["x","y"],"v":"1"}',
    true,
    'correctness-cases: two arrays and a scalar',
  ],
  [
    '{"d":{"name":[{"exists":true}],"type":["x"]}}',
    '{"d":{"name":[],"type":"x"}}',
    false,
    'correctness-cases: empty primitive array',
  ],
  ['{"employees":{"firstName":["Anna"]}}', STAFF, true, 'RulerTest arrays'],
  ['{"employees":{"firstName":["John"],"ids":[1000]}}', STAFF, true, 'RulerTest arrays'],
  ['{"employees":{"firstName":["Anna"],"ids":[{"exists":false}]}}', STAFF, true, 'RulerTest arrays'],
  ['{"employees":{"firstName":["Alice"]}}', STAFF, false, 'RulerTest arrays'],
  ['{"employees":{"firstName":["Anna"],"lastName":["Jones"]}}', STAFF, false, 'README JSON array matching'],
  ['{"employees":["b"]}', STAFF, false, 'RulerTest arrays'],
  ['{"employees":{"firstName":["Anna"],"ids":[1000]}}', STAFF, false, 'RulerTest arrays'],
  ['{"employees":{"firstName":["Anna"],"ids":[{"exists":true}]}}', STAFF, false, 'RulerTest arrays'],
  [
    '{"Year":[1966],"Songs":{"Name":["Paperback Writer"],"Writers":{"First":["Paul"],"Last":["McCartney"]}}}',
    SONGS,
    true,
    'ACMachineTest.songsACTest',
  ],
  ['{"Genres":{"Pop":[true]},"Songs":{"Name":["Paint It Black"]}}', SONGS, true, 'ACMachineTest.songsACTest'],
  [
    '{"Year":[1966],"Songs":{"Name":["Paperback Writer"],"Writers":{"First":["Mick"]}}}',
    SONGS,
    false,
    'ACMachineTest.songsACTest',
  ],
  [
    '{"Songs":{"Writers":{"First":["Mick"],"Last":["McCartney"]}}}',
    SONGS,
    false,
    'ACMachineTest.songsACTest',
  ],
  [
    '{"Genres":{"Pop":[true],"Classical":[false]}}',
    SONGS,
    false,
    'ACMachineTest.songsACTest: different elements',
  ],
  [
    '{"lines":{"points":[287.48116291799363],"points":{"pp":["index0"]}}}',
    LINES,
    true,
    'ACMachineTest.intensitiesACTest',
  ],
  [
    '{"lines":{"points":[299.99996291799363],"points":{"pp":["index0"]}}}',
    LINES,
    false,
    'ACMachineTest.intensitiesACTest',
  ],

  ['{"a":[{"exists":true}]}', '{"a":1}', true, 'RulerTest exists rules 1/1'],
  ['{"b":[{"exists":false}]}', '{"a":1}', true, 'RulerTest exists rules 2/1'],
  ['{"x":[{"exists":true}]}', '{"a":1}', false, 'RulerTest exists rules 3/1'],
  ['{"x":[{"exists":false}]}', '{"a":1}', true, 'RulerTest exists rules 4/1'],
  ['{"b":[{"exists":false}]}', '{"b":2}', false, 'RulerTest exists rules 2/2'],
  ['{"x":[{"exists":true}]}', '{"x":"X"}', true, 'RulerTest exists rules 3/3'],
  ['{"x":[{"exists":true}]}', '{"x":null}', true, 'user guide: null is a value'],
  ['{"resources":[{"exists":true}]}', '{"resources":[]}', false, 'recorded: exists_list_empty_NEG'],
  ['{"resources":[{"exists":false}]}', '{"resources":[]}', true, 'recorded: exists_list_empty'],
  [
    '{"dynamodb":{"key":[{"exists":true}]}}',
    '{"dynamodb":{"key":{"S":"test"}}}',
    false,
    'recorded: exists_dynamodb_NEG',
  ],
  [
    '{"dynamodb":{"key":{"S":[{"exists":true}]}}}',
    '{"dynamodb":{"key":{"S":"test"}}}',
    true,
    'recorded: exists_dynamodb',
  ],
  [
    '{"detail":{"c":[{"exists":false}]}}',
    '{"detail":{"c":{"c1":100}}}',
    true,
    'README exists: works on leaves only',
  ],
  [
    '{"k":[{"exists":true},{"prefix":"IGNORED"},{"suffix":"IGNORED"}]}',
    '{"k":"my-value"}',
    true,
    'recorded: operator_multiple_list',
  ],
  [
    '{"dynamodb":{"NewImage":{"homemade":{"S":[{"anything-but":["roses"]},{"exists":false}]}}}}',
    ORDER,
    true,
    'recorded: or-exists-parent',
  ],
  ['{"a":[{"exists":false},"x"]}', '{"a":"x"}', true, 'recorded: or-exists'],
  ['{"a":[{"exists":false},"x"]}', '{"a":"y"}', false, 'README: values are alternatives'],

  [OR, '{"source":"s","m":"CPU"}', true, 'README $or: with an and inside'],
  [OR, '{"source":"s","t":"T","n":"EC2"}', true, 'README $or: with an and inside'],
  [OR, '{"source":"s","t":"T"}', false, 'README $or: with an and inside'],
  [OR, '{"source":"s","scope":"Service"}', true, 'README $or: with an and inside'],
  [OR, '{"source":"x","scope":"Service"}', false, 'README $or: with an and inside'],
  [NESTED, '{"source":"s","t":"T","id":1234}', true, 'README $or: nested'],
  [NESTED, '{"source":"s","t":"T","space":1000}', true, 'README $or: nested'],
  [NESTED, '{"source":"s","t":"T","space":1001}', false, 'README $or: nested'],
  [NESTED, '{"source":"s","id":1234}', false, 'README $or: nested'],
  [PARALLEL, '{"m":"CPU","detail":{"type":"t"}}', true, 'README $or: parallel'],
  [PARALLEL, '{"n":"EC2","detail":{"source":"s"}}', true, 'README $or: parallel'],
  [PARALLEL, '{"m":"CPU","detail":{"type":"u"}}', false, 'README $or: parallel'],
  [COUNTS, '{"detail":{"c":1,"d":80}}', true, 'JsonRuleCompilerTest basic function of $or'],
  [COUNTS, '{"detail":{"c":10,"d":8}}', true, 'JsonRuleCompilerTest basic function of $or'],
  [COUNTS, '{"detail":{"c":10,"d":80,"x":301.8}}', true, 'JsonRuleCompilerTest basic function of $or'],
  [COUNTS, '{"detail":{"c":10,"d":80,"x":301}}', false, 'JsonRuleCompilerTest basic function of $or'],
  [OVERRIDE, '{"name":"a","condition1":"x"}', true, 'JsonRuleCompilerTest.testWithRuleOverride'],
  [OVERRIDE, '{"name":"c"}', true, 'JsonRuleCompilerTest.testWithRuleOverride: the later mention replaces'],
  [
    '{"$or":{"x":["y"]}}',
    '{}',
    'It must be an Array followed with $or.',
    'JsonRuleCompilerTest.testWrongOrRelationshipRules',
  ],
];
