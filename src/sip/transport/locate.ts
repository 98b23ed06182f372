import { isIpAddress } from '../../net/address.ts';
import type { Network } from '../../net/network.ts';
import type { SipUri } from '../message/uri.ts';
import type { Flow, SipProtocol } from './flow.ts';
import type { TransportLayer } from './transport-layer.ts';

/** A way to whom a URI names, or one sentence on why there is none. */
export type Located = { readonly ok: true; readonly flow: Flow } | { readonly ok: false; readonly message: string };

/** Told where to send. */
export type LocatedCallback = (located: Located) => void;

/** How {@link locate} chooses. */
export interface LocateOptions {
  /** Used where the URI names none; UDP if left out. */
  readonly protocol?: SipProtocol;
  /** Ask for service records where the URI names no port; on if left out. */
  readonly services?: boolean;
  /** Send from this listener, `host:port` as bound. */
  readonly via?: { readonly host: string; readonly port: number };
}

/**
 * Finds the way to a URI: at once where the host is an address, else after a look-up.
 * @see RFC 3263 §4 (without NAPTR)
 */
export function locate(
  network: Network,
  transport: TransportLayer,
  uri: SipUri,
  options: LocateOptions,
  done: LocatedCallback,
): void {
  const named = uri.param('transport')?.toUpperCase();
  if (uri.scheme !== 'sip') {
    done({ ok: false, message: `cannot send to a ${uri.scheme}: address` });
    return;
  }
  if (named !== undefined && named !== 'UDP' && named !== 'TCP') {
    done({ ok: false, message: `transport ${named} is not spoken` });
    return;
  }
  const protocol = named ?? options.protocol ?? 'UDP';
  const host = uri.param('maddr') ?? uri.host;
  const to = (address: string | undefined, port: number): void => {
    const flow = address === undefined ? undefined : transport.flowTo(protocol, { host: address, port }, options.via);
    if (flow) done({ ok: true, flow });
    else if (address === undefined) done({ ok: false, message: `the name ${host} has no address` });
    else done({ ok: false, message: `nothing listens for ${protocol} towards ${address}` });
  };
  if (isIpAddress(host)) {
    to(host, uri.port ?? 5060);
    return;
  }
  const port = options.services === false ? (uri.port ?? 5060) : uri.port;
  void lookUp(network, protocol, host, port).then((found) => to(found.address, found.port));
}

async function lookUp(
  network: Network,
  protocol: SipProtocol,
  host: string,
  port: number | undefined,
): Promise<{ address: string | undefined; port: number }> {
  if (port === undefined) {
    for (const service of await network.resolveService(`_sip._${protocol.toLowerCase()}.${host}`)) {
      const [address] = await network.resolveHost(service.host);
      if (address !== undefined) return { address, port: service.port };
    }
  }
  const [address] = await network.resolveHost(host);
  return { address, port: port ?? 5060 };
}
