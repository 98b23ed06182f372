import type { Call } from '../../channel/call.ts';
import type { Address } from '../../net/address.ts';
import type { TcpConnection } from '../../net/network.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import type { AgiFailure, AgiTransport, AgiTransportListener } from './transport.ts';

/** The port of a FastAGI server that names none. */
const PORT = 4573;
/** How long a server may take to answer the call. @see observed: Asterisk 16 */
const CONNECT_MS = 2000;

/** An address of a FastAGI server. */
export interface AgiAddress {
  /** The servers are found by SRV. */
  readonly bySrv: boolean;
  /** Empty where the address names none. */
  readonly host: string;
  /** 0 where the address names something that is no port. */
  readonly port: number;
  readonly path: string;
}

/** An address `agi://host[:port]/path` or `hagi://host/path`, taken apart; undefined for the name of a program. */
export function parseAgiAddress(text: string): AgiAddress | undefined {
  const match = /^(h?)agi:\/\/(?:\[([^\]]*)\]|([^/:]*))(?::([^/]*))?(?:\/(.*))?$/is.exec(text);
  if (!match) return undefined;
  const [, srv, six, plain, port, path = ''] = match;
  return { bySrv: srv !== '', host: six ?? plain ?? '', port: portOf(port), path };
}

function portOf(text: string | undefined): number {
  if (!text) return PORT;
  return /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

/** Connects to a FastAGI server: the first one that answers. */
export async function connectFastAgi(
  call: Call,
  url: string,
  wanted: AgiAddress,
  listener: AgiTransportListener,
): Promise<AgiTransport | AgiFailure> {
  const failure = (message: string): AgiFailure => ({ status: 'FAILURE', message });
  const network = call.use(networkPort);
  const { bySrv, host: named, port: at } = wanted;
  const servers: readonly Address[] = bySrv
    ? await network.resolveService(`_agi._tcp.${named}`)
    : [{ host: named, port: at }];
  if (servers.length === 0) return failure(`SRV lookup failed for ${url}`);
  for (const { host, port } of servers) {
    if (port < 1 || port > 65_535) return failure(`'${url}' names no port from 1 to 65535`);
    const addresses = host === '' ? [] : await network.resolveHost(host);
    if (addresses.length === 0) {
      if (!bySrv) return failure(`Unable to locate host '${host}'`);
      call.log.warning(`Unable to locate host '${host}'`);
    }
    for (const address of addresses) {
      const connected = await connect(call, { host: address, port }, listener);
      if (typeof connected !== 'string') return connected;
      call.log.warning(`Connecting to '${address}:${port}' failed for url '${url}': ${connected}`);
    }
  }
  return failure("Couldn't connect to any host.  FastAGI failed.");
}

/** One attempt; a string says why it came to nothing. */
function connect(call: Call, to: Address, listener: AgiTransportListener): Promise<AgiTransport | string> {
  const { promise, resolve } = Promise.withResolvers<AgiTransport | string>();
  let open = false;
  const connection: TcpConnection = call.use(networkPort).connectTcp(to, {
    onOpen() {
      open = true;
      settle(transportOf(connection));
    },
    onData: (chunk) => listener.onData(chunk),
    onClose(fault) {
      if (open) listener.onEnd();
      else settle(fault?.message ?? 'closed');
    },
  });
  const giveUp = (why: string): void => {
    connection.close();
    settle(why);
  };
  const timer = call.clock.after(CONNECT_MS, () => giveUp(`no answer within ${CONNECT_MS} ms`));
  const onAbort = (): void => giveUp('the call is over');
  const settle = (outcome: AgiTransport | string): void => {
    timer.cancel();
    call.signal.removeEventListener('abort', onAbort);
    resolve(outcome);
  };
  if (!call.channel.hungUp) call.signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}

function transportOf(connection: TcpConnection): AgiTransport {
  return {
    write: (text) => connection.write(Buffer.from(text, 'utf8')),
    tellHangup: () => connection.write('HANGUP\n'),
    hold: () => {}, // bounded by the session, which parts with a server that floods
    backlog: () => 0, // the connection breaks by itself where its peer does not read
    close() {
      connection.close();
      return Promise.resolve(undefined);
    },
  };
}
