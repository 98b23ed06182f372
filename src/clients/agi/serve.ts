import type { Logger } from '../../base/log.ts';
import type { Address } from '../../net/address.ts';
import type { NetResult, TcpListener } from '../../net/network.ts';
import { systemNetwork } from '../../net/node-network.ts';
import { type AgiHandler, openFastAgiServer } from './server.ts';

/** Where scripts are asked for, and to whom it is told what goes wrong. */
export interface AgiServing {
  /** 127.0.0.1 unless given; 0.0.0.0 for all addresses of this machine. */
  readonly host?: string;
  /** 4573 unless given; 0 for a free one. */
  readonly port?: number;
  readonly log?: Pick<Logger, 'warning'>;
}

/**
 * Serves scripts over this machine's network: a call that comes to `AGI(agi://host:port/path)` runs the handler of that path, or that
 * of `*`. The caller closes it; scripts under way go on. What cannot be bound is told by the result.
 */
export function serveAgi(
  handlers: Readonly<Record<string, AgiHandler>>,
  { host = '127.0.0.1', port = 4573, log }: AgiServing = {},
): Promise<NetResult<TcpListener>> {
  const local: Address = { host, port };
  return openFastAgiServer({ network: systemNetwork, ...(log && { log }) }, local, handlers);
}
