import assert from 'node:assert/strict';
import { it } from 'node:test';
import { reservedWords } from '../../../../../local/dynamodb/expression/reserved-words.ts';

it('knows the 573 reserved words, in upper case', () => {
  assert.equal(reservedWords.size, 573);
  for (const word of reservedWords) assert.match(word, /^[A-Z]+$/);
  for (const word of ['ABORT', 'NAME', 'STATUS', 'TTL', 'TIMESTAMP', 'URL', 'DATA', 'ZONE'])
    assert.ok(reservedWords.has(word), word);
});
