import { definePort } from '../../base/port.ts';
import type { AstDb } from '../../store/ast-db.ts';

/** The database itself, for this feature's own commands; everybody else uses the database port. */
export const astDbPort = definePort<AstDb>('astdb');
