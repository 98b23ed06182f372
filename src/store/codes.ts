/**
 * Stable codes of the store's thrown errors: `ST0001` used after close.
 *
 * The store reads no text of a user, so it declares no diagnostics; a damaged file is told to the log when it is opened.
 */
export const errorCodes = { closed: 'ST0001' } as const;
