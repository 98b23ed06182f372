/** Asterisk's own names for what can be left out; what is named otherwise is part of the program. */
const OPTIONAL = /^(?:app|bridge|cdr|cel|chan|codec|format|func|pbx|res|test)_/;
/** Part of Asterisk's program too, in spite of their names. */
const BUILT_IN = new Set(['chan_local', 'pbx_builtins', 'pbx_variables', 'res_ledger']);

/** True of what takes no line in modules.conf to be there, and is not listed as a module. */
export function isCoreModule(name: string): boolean {
  return BUILT_IN.has(name) || !OPTIONAL.test(name);
}
