import type { Logger } from '../../base/log.ts';
import type { Database } from '../../pbx/ports/database.ts';
import type { AstDb } from '../../store/ast-db.ts';

/** The database port over a store. */
export function createDatabase(astDb: AstDb, log: Logger): Database {
  return {
    get: (family, key) => astDb.get(family, key),
    put(family, key, value) {
      if (!astDb.put(family, key, value))
        log.warning(`Family and key length must be less than 256 bytes: /${family}/${key}`);
    },
    delete: (family, key) => astDb.delete(family, key),
    deleteTree: (family, prefix) => astDb.deleteTree(family, prefix),
    entries: (family, prefix) =>
      astDb.tree(family, prefix).map(({ path, value }) => {
        const slash = path.indexOf('/', 1);
        return { family: path.slice(1, slash), key: path.slice(slash + 1), value };
      }),
  };
}
