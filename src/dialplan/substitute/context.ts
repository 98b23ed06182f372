/** What a text needs from the call it is substituted on. */
export interface SubstitutionContext {
  /** The value of a variable: built-in, of the channel, or global; undefined if there is none. */
  variable(name: string): string | undefined;
  /** Whether a dialplan function of this name exists. */
  hasFunction(name: string): boolean;
  /** Reads a dialplan function; complains itself of an unknown one and gives the empty text. */
  readFunction(name: string, args: string): string | Promise<string>;
  /** A complaint about the text, for the log at level WARNING. */
  warn(message: string): void;
  /** A complaint about the text, for the log at level ERROR. */
  error(message: string): void;
}
