import type { DigestClient } from '../auth/digest-client.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { SipResponse } from '../message/message.ts';
import type { HeaderLines, MessageBody } from '../message/write-message.ts';
import type { Flow } from '../transport/flow.ts';
import { contactFor, type SessionOwner } from './session-owner.ts';
import type { SessionTimerTerms } from './session-timer.ts';

/** How the requests within a dialog are addressed and secured. */
export interface SessionSettings {
  /** The user part of our Contact. */
  readonly contactUser: string;
  /** Requests within go where the peer's packets come from, not where its Contact says. */
  readonly symmetric: boolean;
  /** Answers challenges to requests within. */
  readonly digest?: DigestClient | undefined;
  /** How the session is kept alive; no timer if left out. */
  readonly timer?: SessionTimerTerms | undefined;
}

/** What became of a request within a dialog. `status` is 408 where nothing came, 503 where nothing could be sent. */
export type InDialogResult = (status: number, response?: SipResponse) => void;

/** The way to the peer of a dialog, for as long as that lasts. */
export class DialogWay {
  /** The flow at present; it changes where the dialog leads elsewhere. */
  flow: Flow;
  readonly #owner: SessionOwner;
  readonly #settings: SessionSettings;

  constructor(owner: SessionOwner, flow: Flow, settings: SessionSettings) {
    this.#owner = owner;
    this.flow = flow;
    this.#settings = settings;
  }

  /** Our Contact towards the peer. */
  contactLine(): readonly [string, string] {
    return ['Contact', contactFor(this.flow, this.#settings.contactUser)];
  }

  /** The header that answers a challenge; undefined if `response` is none or cannot be answered. */
  authorize(response: SipResponse, method: string, uri: string): readonly [string, string] | undefined {
    const { digest } = this.#settings;
    if ((response.status !== 401 && response.status !== 407) || !digest?.accept(response)) return undefined;
    return digest.authorize(method, uri);
  }

  /** Finds the flow for a request within the dialog, at once or later; undefined where there is none. */
  route(dialog: Dialog, done: (flow: Flow | undefined) => void): void {
    const hop = dialog.nextHop();
    const { remote } = this.flow;
    const sameAsFlow = hop && hop.host === remote.host && (hop.port ?? 5060) === remote.port;
    if (!this.flow.closed && (this.#settings.symmetric || this.flow.reliable || sameAsFlow || !hop)) done(this.flow);
    else if (hop)
      this.#owner.locate(hop, (located) => {
        if (located.ok) this.flow = located.flow;
        done(located.ok ? located.flow : undefined);
      });
    else done(undefined);
  }

  /** Acknowledges a 2xx. @param sent told the text of the ACK, which is to be sent again for each repetition of the 2xx. */
  acknowledge(dialog: Dialog, cseq: number, body: MessageBody | undefined, sent: (text: string) => void): void {
    this.route(dialog, (flow) => {
      if (!flow) return;
      const request = dialog.request('ACK', { cseq, ...(body && { body }) });
      const text = this.#owner.transactions.writeAck(flow, request);
      sent(text);
      flow.send(text);
    });
  }

  /** Ends a dialog that nobody wants, such as a second fork. */
  dismiss(dialog: Dialog): void {
    this.route(dialog, (flow) => {
      if (!flow) return;
      const request = dialog.request('BYE', { headers: this.#owner.requestHeaders });
      this.#owner.transactions.request(flow, request, { onResponse() {}, onFailure() {} });
    });
  }

  /** Sends a request within the dialog, again with credentials where they are asked for. @param done told once. */
  send(
    dialog: Dialog,
    method: string,
    parts: { headers?: HeaderLines; body?: MessageBody },
    done: InDialogResult,
  ): void {
    const headers = [...(parts.headers ?? []), ...this.#owner.requestHeaders];
    const body = parts.body && { body: parts.body };
    const attempt = (retried: boolean, extra: HeaderLines): void => {
      const request = dialog.request(method, { headers: [...extra, ...headers], ...body });
      this.route(dialog, (flow) => {
        if (!flow) {
          done(503);
          return;
        }
        this.#owner.transactions.request(flow, request, {
          onResponse: (response) => {
            if (response.status < 200) return;
            const authorization = retried ? undefined : this.authorize(response, method, request.uri);
            if (authorization) attempt(true, [authorization]);
            else done(response.status, response);
          },
          onFailure: (what) => done(what === 'timeout' ? 408 : 503),
        });
      });
    };
    attempt(false, []);
  }
}
