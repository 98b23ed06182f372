/** Something that is done to a PBX while calls go on. Times are seconds since the start. */
export interface CdrAction {
  readonly at: number;
  /** A console command; `{name}` stands for the channel whose name matches, as in `channel redirect {Local/a@x-*;1} …`. */
  readonly console?: string;
  /** An action of the manager interface; names of channels as in {@link console}. */
  readonly manager?: ReadonlyArray<readonly [header: string, value: string]>;
  /** A call file that is dropped into the spool. */
  readonly callFile?: string;
}

/** Calls whose records a real Asterisk and ours must write alike. */
export interface CdrCase {
  /** Part of the names of its contexts, so that its records are known: `name` or `name-something`. */
  readonly name: string;
  /** What `[name]` consists of, and further sections. */
  readonly dialplan: string;
  readonly actions: readonly CdrAction[];
}

/** A phone that calls `exten` of the case: the second half of a Local channel whose first half is the phone. */
export function call(name: string, exten = 'a', at = 0, app = 'Wait 30'): CdrAction {
  return { at, console: `channel originate Local/${exten}@${name}/n application ${app}` };
}

export function simple(name: string, dialplan: string, ...more: CdrAction[]): CdrCase {
  return { name, dialplan, actions: [call(name), ...more] };
}

export const ANSWERS = `exten => ans,1,Answer()
 same => n,Wait(1.7)
exten => slow,1,Ringing()
 same => n,Wait(1.2)
 same => n,Answer()
 same => n,Wait(1.7)
exten => long,1,Answer()
 same => n,Wait(9.7)
exten => ring,1,Ringing()
 same => n,Wait(20)
exten => busy,1,Busy()
exten => cong,1,Congestion()
exten => hup,1,Hangup()
`;
