import type { Call } from '../../channel/call.ts';
import type { Address } from '../../net/address.ts';
import type { TcpConnection } from '../../net/network.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import type { AgiFailure, AgiTransport, AgiTransportListener } from './transport.ts';

/** The port of a FastAGI server that names none. */
const PORT = 4573;
/** How long a server may take to answer the call. @see observed: Asterisk 16 */
const CONNECT_MS = 2000;

/** An address `agi://host[:port]/path` or `hagi://host/path`, taken apart; undefined where it is none. */
export function parseAgiAddress(
  text: string,
):
  | { readonly bySrv: boolean; readonly host: string; readonly port: number | undefined; readonly path: string }
  | undefined {
  const match = /^(h?)agi:\/\/(?:\[([^\]]+)\]|([^/:]+))(?::(\d{1,5}))?(?:\/(.*))?$/is.exec(text);
  if (!match) return undefined;
  const [, srv, six, plain, port, path = ''] = match;
  return { bySrv: srv !== '', host: six ?? plain ?? '', port: port === undefined ? undefined : Number(port), path };
}

/** Connects to a FastAGI server: the first one that answers. */
export async function connectFastAgi(
  call: Call,
  url: string,
  listener: AgiTransportListener,
): Promise<AgiTransport | AgiFailure> {
  const wanted = parseAgiAddress(url);
  if (!wanted) return { status: 'FAILURE', message: `'${url}' is no address of a FastAGI server` };
  const network = call.use(networkPort);
  const servers: Address[] = wanted.bySrv
    ? (await network.resolveService(`_agi._tcp.${wanted.host}`)).map(({ host, port }) => ({ host, port }))
    : [{ host: wanted.host, port: wanted.port ?? PORT }];
  if (servers.length === 0) return { status: 'FAILURE', message: `SRV lookup failed for ${url}` };
  for (const { host, port } of servers) {
    for (const address of await network.resolveHost(host)) {
      const connected = await connect(call, { host: address, port }, listener);
      if (typeof connected !== 'string') return connected;
      call.log.warning(`Connecting to '${address}:${port}' failed for url '${url}': ${connected}`);
    }
  }
  return { status: 'FAILURE', message: "Couldn't connect to any host.  FastAGI failed." };
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
    backlog: 0, // the connection breaks by itself where its peer does not read
    close() {
      connection.close();
      return Promise.resolve(undefined);
    },
  };
}
