/** The longest message taken from the wire; a longer one is a fault. */
export const LONGEST_MESSAGE_BYTES = 65_535;

/** The most header lines that a message may have. */
export const MOST_HEADERS = 256;

/** The most values that are read from a header that may be repeated (Via, Route, Contact …). */
export const MOST_VALUES = 64;
