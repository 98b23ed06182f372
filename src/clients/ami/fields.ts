/** A header's value: a list is written as one header for each; a truth value as `true` or `false`; undefined is left out. */
export type AmiFieldValue = string | number | boolean | readonly string[] | undefined;

/** The headers of an action. Their text needs no escaping: no value can make a line of its own. */
export type AmiFields = Readonly<Record<string, AmiFieldValue>>;
