import { compilePosixRegex } from '../../extend/posix-regex.ts';
import type { ConsoleRights, ConsoleUser } from '../../pbx/ports/console-rights.ts';

/** What one section says. */
export interface PersonRules {
  readonly kind: 'user' | 'group';
  readonly name: string;
  readonly number: number;
  readonly rules: ReadonlyArray<{ readonly permit: boolean; readonly command: string }>;
}

/** What cli_permissions.conf says. */
export interface RightsSettings {
  readonly usual: boolean;
  readonly people: readonly PersonRules[];
}

/** The rights of console users. What is said of a user counts more than what is said of his group. */
export class FileRights implements ConsoleRights {
  settings: RightsSettings = { usual: true, people: [] };

  get restricts(): boolean {
    return !this.settings.usual || this.settings.people.length > 0;
  }

  allows(user: ConsoleUser | undefined, line: string): boolean {
    const { usual, people } = this.settings;
    if (!user || people.length === 0) return usual;
    const verdict = (kind: 'user' | 'group', number: number): boolean | undefined =>
      people
        .filter((one) => one.kind === kind && one.number === number)
        .flatMap(({ rules }) => rules)
        .findLast(({ command }) => fits(command, line.trim()))?.permit;
    return verdict('user', user.userId) ?? verdict('group', user.groupId) ?? usual;
  }
}

function fits(command: string, line: string): boolean {
  const wanted = command.toLowerCase();
  if (wanted === 'all' || line.toLowerCase().startsWith(wanted)) return true;
  const compiled = compilePosixRegex(command, true);
  return !('error' in compiled) && compiled.regex.exec(line) !== undefined;
}
