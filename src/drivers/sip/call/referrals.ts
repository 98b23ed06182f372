import type { TransferOutcome } from '../../../channel/driver-leg.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import { parseNameAddr } from '../../../sip/message/name-addr.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import type { InviteSession } from '../../../sip/session/invite-session.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Dialect } from '../config/endpoint.ts';

/** The REFERs of one call, those of the far end and ours. @see RFC 3515 */
export class Referrals {
  readonly #dialect: Dialect;
  readonly #session: () => InviteSession | undefined;
  /** CSeq of each REFER that has come. */
  readonly #received = new Set<number>();
  /** Told what came of a REFER of ours. */
  #sent: ((outcome: TransferOutcome) => void) | undefined;

  constructor(dialect: Dialect, session: () => InviteSession | undefined) {
    this.#dialect = dialect;
    this.#session = session;
  }

  /** Answers a REFER with 202. */
  accept(transaction: ServerTransaction, responseHeaders: HeaderLines): void {
    const contact = this.#session()?.contact;
    transaction.respond(202, { headers: [...(contact ? [contact] : []), ...responseHeaders] });
  }

  /** Tells the far end what has become of its REFER: 100 while it is under way, then a final status. @see RFC 3515 §2.4.4 */
  tell(refer: SipRequest, status: number, reason: string): void {
    const session = this.#session();
    if (!session) return;
    // The CSeq of a REFER is the id of its subscription (§2.4.6); Asterisk's new driver names it from the second on.
    const id = refer.cseq?.number ?? 0;
    this.#received.add(id);
    const event = this.#dialect === 'SIP' || this.#received.size > 1 ? `refer;id=${id}` : 'refer';
    const state = status < 200 ? 'active;expires=60' : 'terminated;reason=noresource';
    session.send('NOTIFY', {
      headers: [session.contact, ['Event', event], ['Subscription-State', state]],
      body: { type: 'message/sipfrag;version=2.0', text: `SIP/2.0 ${status} ${reason}\r\n` },
    });
  }

  /** Sends a REFER. Resolves when the far end has told what came of it, never if it does not. @param to the value of Refer-To. */
  send(to: string): Promise<TransferOutcome> {
    const session = this.#session();
    if (!session?.established) return Promise.resolve({ done: false, protocolStatus: 0 });
    const { promise, resolve } = Promise.withResolvers<TransferOutcome>();
    this.#sent = resolve;
    const by = parseNameAddr(session.currentDialog?.localAddress ?? '')?.uriText ?? '';
    const headers = [session.contact, ['Refer-To', to] as const, ['Referred-By', `<${by}>`] as const];
    session.send('REFER', { headers }, (status) => {
      if (status >= 300) resolve({ done: false, protocolStatus: status });
    });
    return promise;
  }

  /** Takes a NOTIFY about a REFER of ours. @returns false if it is about something else. */
  hear(request: SipRequest): boolean {
    if (!/^refer\b/i.test(request.header('Event') ?? '')) return false;
    const status = Number(/^SIP\/2\.0 (\d{3})/.exec(request.body.trim())?.[1] ?? 0);
    if (status >= 200) this.#sent?.({ done: status < 300, protocolStatus: status < 300 ? 0 : status });
    return true;
  }
}
