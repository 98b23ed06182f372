/** What the command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly options: RunOptions }
  | { readonly kind: 'remote'; readonly options: RunOptions; readonly command: string | undefined }
  | { readonly kind: 'tool'; readonly tool: 'check' | 'explain' | 'phone' | 'home'; readonly args: readonly string[] }
  | { readonly kind: 'version'; readonly plain: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/** How an instance is started or found. */
export interface RunOptions {
  /** `--config DIR`. */
  config?: string;
  /** `-C FILE`. */
  asteriskConf?: string;
  /** `--state DIR`. */
  state?: string;
  /** `-s SOCKET`. */
  socket?: string;
  verbosity: number;
  debug: number;
  colour: boolean;
  timestamps: boolean;
  /** `-c`: a console on this terminal. */
  console: boolean;
  /** Neither `run` nor `-f` nor `-c` was given: starts in the background, as Asterisk does. */
  background: boolean;
  execIncludes: boolean;
  quiet: boolean;
  user?: string;
  group?: string;
}

const TOOLS = ['check', 'explain', 'phone', 'home'] as const;
/** Flags of Asterisk that say nothing here: priorities, dumps, debugging of memory, and what is so anyway. */
const IGNORED = new Set([...'gpitImWB']);
const IGNORED_WITH_VALUE = new Set(['L', 'M', 'e']);

/** Reads the command line: `asterism run …`, `asterism check …`, and Asterisk's own flags, alone or together (`-rx`, `-vvvr`). */
export function parseArguments(argv: readonly string[]): Request {
  const [first] = argv;
  const tool = TOOLS.find((one) => one === first);
  if (tool) return { kind: 'tool', tool, args: argv.slice(1) };
  if (argv.length === 0) return { kind: 'help' };
  return new Parser(argv).parse();
}

class Parser {
  readonly #rest: string[];
  readonly #options: RunOptions = {
    verbosity: 0,
    debug: 0,
    colour: true,
    timestamps: false,
    console: false,
    background: true,
    execIncludes: false,
    quiet: false,
  };
  #remote = false;
  #command: string | undefined;
  #result: Request | undefined;

  constructor(argv: readonly string[]) {
    this.#rest = [...argv];
  }

  parse(): Request {
    for (let word = this.#rest.shift(); word !== undefined && !this.#result; word = this.#rest.shift()) {
      if (word === 'run') this.#options.background = false;
      else if (word.startsWith('--')) this.#long(word);
      else if (word.startsWith('-') && word.length > 1) this.#short(word.slice(1));
      else this.#result = wrong(`there is no command '${word}'`);
    }
    if (this.#result) return this.#result;
    if (this.#remote || this.#command !== undefined)
      return { kind: 'remote', options: this.#options, command: this.#command };
    return { kind: 'run', options: this.#options };
  }

  #long(word: string): void {
    const [name = '', inline] = word.split(/=(.*)/s);
    if (name === '--help') this.#result = { kind: 'help' };
    else if (name === '--version') this.#result = { kind: 'version', plain: true };
    else if (name === '--config') this.#options.config = this.#value(name, inline);
    else if (name === '--state') this.#options.state = this.#value(name, inline);
    else this.#result = wrong(`there is no option '${name}'`);
  }

  #short(letters: string): void {
    for (let at = 0; at < letters.length && !this.#result; at++) {
      const letter = letters[at] ?? '';
      const value = (): string => {
        const attached = letters.slice(at + 1);
        at = letters.length;
        return attached === '' ? this.#value(`-${letter}`, undefined) : attached;
      };
      if (!this.#flag(letter) && !this.#valued(letter, value)) this.#result = wrong(`there is no option '-${letter}'`);
    }
  }

  #flag(letter: string): boolean {
    const options = this.#options;
    if (letter === 'v') options.verbosity++;
    else if (letter === 'd') options.debug++;
    else if (letter === 'r' || letter === 'R') this.#remote = true;
    else if (letter === 'f') options.background = false;
    else if (letter === 'F') options.background = true;
    else if (letter === 'c') {
      options.console = true;
      options.background = false;
    } else if (letter === 'n') options.colour = false;
    else if (letter === 'T') options.timestamps = true;
    else if (letter === 'X') options.execIncludes = true;
    else if (letter === 'q') options.quiet = true;
    else if (letter === 'V') this.#result = { kind: 'version', plain: false };
    else if (letter === 'h') this.#result = { kind: 'help' };
    else return IGNORED.has(letter);
    return true;
  }

  #valued(letter: string, value: () => string): boolean {
    if (letter === 'x') this.#command = value();
    else if (letter === 'C') this.#options.asteriskConf = value();
    else if (letter === 's') this.#options.socket = value();
    else if (letter === 'U') this.#options.user = value();
    else if (letter === 'G') this.#options.group = value();
    else if (IGNORED_WITH_VALUE.has(letter)) value();
    else return false;
    return true;
  }

  #value(name: string, inline: string | undefined): string {
    const value = inline ?? this.#rest.shift();
    if (value === undefined) this.#result = wrong(`${name} needs a value`);
    return value ?? '';
  }
}

/** Whether a command's words ask what it can do. */
export function asksForHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function wrong(message: string): Request {
  return { kind: 'wrong', message };
}
