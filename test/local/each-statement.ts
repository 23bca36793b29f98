// Takes out every statement of every role in turn, by hand, because it takes a minute:
// node bin/node24.js --test test/local/each-statement.ts
import { describe, test } from 'node:test';
import { denialIn } from './denial-in.ts';
import { roleStatements } from './role-policies.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

const { template } = await synthesizedAssembly();

for (const [role, statements] of Map.groupBy(roleStatements(template), (statement) => statement.role))
  describe(`a story fails, and its reason is logged, where ${role} is without`, () => {
    for (const statement of statements)
      test(statement.sid, async () => {
        await denialIn(statement);
      });
  });
