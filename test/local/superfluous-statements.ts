import type { Use } from '../../local/iam/ledger.ts';
import { createIdentityStore } from '../../local/iam/identity-store.ts';
import { openDatabase } from '../../local/storage/open-database.ts';

/**
 * The statements of the roles of a stopped stack that could be taken out and every call that was made would still be
 * allowed: nothing was done by them, or other statements of the role allow that as well.
 */
export function superfluousStatements(dataDirectory: string, uses: readonly Use[]): readonly string[] {
  const database = openDatabase(dataDirectory);
  try {
    const store = createIdentityStore(database);
    return store.roles().flatMap(({ arn, name }) => {
      const statements = store.permissions(arn).statements.filter(({ effect }) => effect === 'Allow');
      const isNeeded = (candidate: string) =>
        uses.some(
          ({ principal, statement, action, resource }) =>
            principal === arn &&
            statement === candidate &&
            !statements.some(
              (other) =>
                other.name !== candidate &&
                other.coveredBy(action) !== undefined &&
                other.appliesTo(resource),
            ),
        );
      return statements.filter((each) => !isNeeded(each.name)).map((each) => `${name}, ${each.name}`);
    });
  } finally {
    database.close();
  }
}
