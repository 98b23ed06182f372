import type { ConsoleUser } from './console-rights.ts';

/** The console from which a command comes, as far as commands may change it. */
export interface ConsoleLine {
  verbosity: number;
  debug: number;
  /** It shows only those lines of the log in which this regular expression is found; undefined for all. */
  filter?: string | undefined;
  /** It shows nothing of the log. */
  muted?: boolean;
  /** It shows ANSI colours. */
  readonly colour?: boolean;
  /** Who sits at it, and has only the rights of cli_permissions.conf; absent: nobody's rights are asked, as of manager clients. */
  readonly user?: { readonly known: ConsoleUser | undefined };
  /** Shows text at once, while the command still runs. */
  print(text: string): void;
}
