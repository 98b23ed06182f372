/** The console from which a command comes, as far as commands may change it. */
export interface ConsoleLine {
  verbosity: number;
  debug: number;
  print(text: string): void;
}
