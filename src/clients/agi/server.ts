import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import type { Address } from '../../net/address.ts';
import type { NetResult, Network, TcpListener } from '../../net/network.ts';
import { AgiDialogue } from './dialogue.ts';
import { AgiScript } from './script.ts';

/** What a FastAGI server needs. */
export interface FastAgiHouse {
  readonly network: Pick<Network, 'listenTcp'>;
  readonly log?: Pick<Logger, 'warning'>;
}

/** One script: runs on a call until it returns; then the dialplan goes on. What it throws is logged. */
export type AgiHandler = (script: AgiScript) => void | Promise<void>;

/**
 * Listens for calls that `AGI(agi://host/path)` sends here, and runs for each the handler of its path (without a query), or that of
 * `*`. A path that has none is told by the log, and the dialplan goes on. Whoever opens it closes it.
 */
export async function openFastAgiServer(
  { network, log }: FastAgiHouse,
  local: Address,
  handlers: Readonly<Record<string, AgiHandler>>,
): Promise<NetResult<TcpListener>> {
  return network.listenTcp(local, (connection) => {
    const dialogue = new AgiDialogue(connection);
    void dialogue.ready.then(async (ready) => {
      if (!ready) return;
      const path = (dialogue.environment.get('network_script') ?? '').split('?', 1)[0] ?? '';
      const handler = (Object.hasOwn(handlers, path) ? handlers[path] : undefined) ?? handlers['*'];
      try {
        if (handler) await handler(new AgiScript(dialogue));
        else log?.warning(`no script '${path}' is known here`);
      } catch (error) {
        log?.warning(`script '${path}' failed: ${messageOf(error)}`);
      }
      dialogue.close();
    });
    return { onData: (chunk) => dialogue.onData(chunk), onClose: () => dialogue.onEnd() };
  });
}
