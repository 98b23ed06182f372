/** The console from which a command comes, as far as commands may change it. */
export interface ConsoleLine {
  verbosity: number;
  debug: number;
  /** It shows nothing of the log. */
  muted?: boolean;
  /** It shows ANSI colours. */
  readonly colour?: boolean;
  /** Shows text at once, while the command still runs. */
  print(text: string): void;
}
