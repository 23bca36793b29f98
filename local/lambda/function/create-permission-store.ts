import type { Context } from '../../context.ts';
import type { PolicyDocument, PolicyStatement } from '../../iam/policy-document.ts';

/** The resource policy of each function, statement by statement. */
export type PermissionStore = {
  /** Undefined while the function has no statement. */
  policyOf(functionName: string): PolicyDocument | undefined;
  find(functionName: string, statementId: string): PolicyStatement | undefined;
  put(functionName: string, statement: PolicyStatement & { readonly Sid: string }): void;
  /** Returns whether there was one. */
  remove(functionName: string, statementId: string): boolean;
  /** Takes a statement away from whichever function has it. */
  removeEverywhere(statementId: string): void;
};

export function createPermissionStore({ database }: Context): PermissionStore {
  database.exec(
    `CREATE TABLE IF NOT EXISTS lambda_permissions (
       function_name TEXT NOT NULL, statement_id TEXT NOT NULL, statement TEXT NOT NULL,
       PRIMARY KEY (function_name, statement_id)) STRICT, WITHOUT ROWID`,
  );
  const insert = database.prepare('INSERT OR REPLACE INTO lambda_permissions VALUES (?, ?, ?)');
  const erase = database.prepare(
    'DELETE FROM lambda_permissions WHERE function_name = ? AND statement_id = ?',
  );
  const eraseEverywhere = database.prepare('DELETE FROM lambda_permissions WHERE statement_id = ?');
  const read = database.prepare(
    'SELECT statement FROM lambda_permissions WHERE function_name = ? ORDER BY statement_id',
  );
  // IAM compiles a document once by identity, so an unchanged policy stays the same object.
  const documents = new Map<string, PolicyDocument | undefined>();

  function policyOf(functionName: string): PolicyDocument | undefined {
    if (!documents.has(functionName)) {
      const statements = read
        .all(functionName)
        .map((row) => JSON.parse(String(row['statement'])) as PolicyStatement);
      documents.set(
        functionName,
        statements.length === 0 ? undefined : { Version: '2012-10-17', Id: 'default', Statement: statements },
      );
    }
    return documents.get(functionName);
  }

  return {
    policyOf,
    find: (functionName, statementId) =>
      [policyOf(functionName)?.Statement ?? []].flat().find((statement) => statement.Sid === statementId),
    put: (functionName, statement) => {
      insert.run(functionName, statement.Sid, JSON.stringify(statement));
      documents.delete(functionName);
    },
    remove: (functionName, statementId) => {
      documents.delete(functionName);
      return Number(erase.run(functionName, statementId).changes) > 0;
    },
    removeEverywhere: (statementId) => {
      eraseEverywhere.run(statementId);
      documents.clear();
    },
  };
}
