import type { PortFinder } from '../base/port.ts';
import type { Call } from '../channel/call.ts';

/** What a command of a script may use. */
export interface AgiContext extends PortFinder {
  /** The call that the script controls; its signal aborts when the call must give way. */
  readonly call: Call;
  /** The script as the dialplan names it. */
  readonly script: string;
  /** Sends a line before the answer, for example `100 result=0 Trying...`. */
  tell(line: string): void;
}

/** The answer `200 result=RESULT NOTE`; or that the arguments make no sense, which is answered by 520 and the usage. */
export type AgiReply = { readonly result: string | number; readonly note?: string } | 'usage';

/** How a command of scripts is written: one file, one command. */
export interface AgiCommandSpec {
  /** Its words in lower case, for example `get full variable`. */
  readonly command: string;
  readonly module: string;
  readonly synopsis: string;
  /** Its arguments as they are documented, for example `<family> <key>`. */
  readonly syntax: string;
  /** One line a sentence, as `agi show commands topic` and the answer 520 tell it. */
  readonly usage: readonly string[];
  /** May be used after the hangup, too. */
  readonly dead: boolean;
  /** Does the work. A wait takes `call.signal`; letting its reason through is answered by `result=-1`. */
  run(context: AgiContext, args: readonly string[]): AgiReply | Promise<AgiReply>;
}

/** A command of scripts as the registry keeps it. */
export type AgiCommandDefinition = AgiCommandSpec;

/** Defines a command of scripts. The file exports it as `agiCommand`. */
export function defineAgiCommand(spec: AgiCommandSpec): AgiCommandDefinition {
  return spec;
}
