import type { Call } from '../../channel/call.ts';
import type { TcpConnection } from '../../net/network.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { processesPort } from '../../pbx/ports/processes.ts';

/** The port of a server that names none. @see observed: Asterisk 16 */
const PORT = 2949;
const CONNECT_MS = 2000;
/** The longest command in characters; of a longer one nothing is done. */
const LONGEST_COMMAND = 1024;
/** A program that leaves so many bytes unread misses what follows. */
const MOST_UNREAD_BYTES = 256 * 1024;
/** The most that is told of what a program writes to its standard error. */
const MOST_ERROR_BYTES = 16 * 1024;

/** The way to the program that controls the call, on this machine or at a server. Who opens it closes it. */
export interface IvrPeer {
  send(line: string): void;
  /** Parts with it; a program runs on until it ends by itself. */
  close(): void;
}

/** What the program does. */
export interface IvrPeerListener {
  onCommand(line: string): void;
  onErrorOutput(text: string): void;
  /** Nothing more will come. */
  onEnd(): void;
}

/** An address `ivr://host[:port]`; undefined where it is none. */
export function parseIvrAddress(text: string): { readonly host: string; readonly port: number } | undefined {
  const match = /^ivr:\/\/(?:\[([^\]]+)\]|([^/:]+))(?::(\d{1,5}))?\/?$/i.exec(text);
  if (!match) return undefined;
  return { host: match[1] ?? match[2] ?? '', port: match[3] === undefined ? PORT : Number(match[3]) };
}

/** Starts a program of this machine. Why it cannot be started is told like what it writes to its standard error. */
export function startProgram(call: Call, command: string, args: readonly string[], listener: IvrPeerListener): IvrPeer {
  let told = 0;
  const complain = (text: string): void => {
    told += text.length;
    if (told <= MOST_ERROR_BYTES) listener.onErrorOutput(text.trimEnd());
  };
  const take = commandReader(listener);
  const child = call.use(processesPort).start(
    { command, args },
    {
      onOutput: take,
      onOutputEnd: () => listener.onEnd(),
      onErrorOutput: (chunk) => complain(chunk.toString('utf8')),
      onEnd({ failure }) {
        if (failure !== undefined) complain(`Failed to execute '${command}': ${failure}`);
        listener.onEnd();
      },
    },
  );
  return {
    send(line) {
      if (child.backlog() < MOST_UNREAD_BYTES) child.write(`${line}\n`);
    },
    close: () => child.letGo(),
  };
}

/** Connects to a server; a string says why that came to nothing. */
export async function connectServer(
  call: Call,
  { host, port }: { readonly host: string; readonly port: number },
  listener: IvrPeerListener,
): Promise<IvrPeer | string> {
  let why = 'the name is not known';
  for (const address of await call.use(networkPort).resolveHost(host)) {
    const connected = await connect(call, { host: address, port }, listener);
    if (typeof connected !== 'string') return connected;
    why = connected;
    call.log.warning(`Unable to connect IVR to ${address}:${port}: ${why}`);
  }
  return why;
}

function connect(
  call: Call,
  to: { readonly host: string; readonly port: number },
  listener: IvrPeerListener,
): Promise<IvrPeer | string> {
  const { promise, resolve } = Promise.withResolvers<IvrPeer | string>();
  let open = false;
  const timer = call.clock.after(CONNECT_MS, () => {
    connection.close();
    resolve(`no answer within ${CONNECT_MS} ms`);
  });
  const connection: TcpConnection = call.use(networkPort).connectTcp(to, {
    onOpen() {
      open = true;
      timer.cancel();
      resolve({ send: (line) => connection.write(`${line}\n`), close: () => connection.close() });
    },
    onData: commandReader(listener),
    onClose(fault) {
      timer.cancel();
      if (open) listener.onEnd();
      else resolve(fault?.message ?? 'closed');
    },
  });
  return promise;
}

/** Takes what a program sends apart into commands. Memory is bounded whatever comes. */
function commandReader(listener: IvrPeerListener): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = '';
  return (chunk) => {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (parts.pop() ?? '').slice(0, LONGEST_COMMAND + 1);
    for (const part of parts) {
      const line = part.endsWith('\r') ? part.slice(0, -1) : part;
      if (line.length <= LONGEST_COMMAND) listener.onCommand(line.replaceAll('\0', ''));
    }
  };
}
