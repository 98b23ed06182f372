import type { ApplicationDefinition } from './define-application.ts';
import type { CliCommandDefinition } from './define-cli-command.ts';
import type { FunctionDefinition } from './define-function.ts';

/**
 * The applications, functions and commands that are loaded. Applications are found without regard to case, functions
 * exactly. `version` grows on every change, so that a lookup can be kept as long as it is true.
 */
export class Registry {
  readonly #applications = new Map<string, ApplicationDefinition>();
  readonly #functions = new Map<string, FunctionDefinition>();
  readonly #commands = new Map<string, CliCommandDefinition>();
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** Adds an application; the returned function takes it out. */
  addApplication(definition: ApplicationDefinition): () => void {
    return this.#add(this.#applications, definition.name.toLowerCase(), definition);
  }

  /** Adds a function; the returned function takes it out. */
  addFunction(definition: FunctionDefinition): () => void {
    return this.#add(this.#functions, definition.name, definition);
  }

  /** Adds a console command; the returned function takes it out. */
  addCommand(definition: CliCommandDefinition): () => void {
    return this.#add(this.#commands, definition.command, definition);
  }

  application(name: string): ApplicationDefinition | undefined {
    return this.#applications.get(name.toLowerCase());
  }

  function(name: string): FunctionDefinition | undefined {
    return this.#functions.get(name);
  }

  applications(): ApplicationDefinition[] {
    return sorted(this.#applications);
  }

  functions(): FunctionDefinition[] {
    return sorted(this.#functions);
  }

  commands(): CliCommandDefinition[] {
    return sorted(this.#commands);
  }

  #add<T>(map: Map<string, T>, key: string, value: T): () => void {
    map.set(key, value);
    this.#version++;
    return () => {
      if (map.get(key) === value) map.delete(key);
      this.#version++;
    };
  }
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).map(([, value]) => value);
}
