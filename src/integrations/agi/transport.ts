/** The way to a script, whether it is a program of this machine or a server. */
export interface AgiTransport {
  write(text: string): void;
  /** Tells that the call is over: by a signal, or by a line. */
  tellHangup(): void;
  /** Stops taking what the script sends, as long as it has to wait. */
  hold(on: boolean): void;
  /** How many bytes the script has not read. */
  backlog(): number;
  /** The script serves many calls, and is kept for another; undefined where it serves but one. */
  readonly giveBack?: (() => void) | undefined;
  /** Parts with the script, and tells it so by a signal if `tell`. Resolves with how it ended: its exit code, or undefined where nobody can tell. */
  close(tell: boolean): Promise<number | undefined>;
}

/** What a script does. */
export interface AgiTransportListener {
  onData(chunk: Buffer): void;
  /** Nothing more will come. */
  onEnd(): void;
}

/** Why there is no script, as AGISTATUS tells it. */
export interface AgiFailure {
  readonly status: 'NOTFOUND' | 'FAILURE';
  readonly message: string;
}
