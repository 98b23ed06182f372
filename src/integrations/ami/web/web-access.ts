import { randomBytes } from 'node:crypto';
import type { AmiHeaders } from '../../../clients/ami/index.ts';
import { amiHeader } from '../../../clients/ami/index.ts';
import type { ServedAnswer, ServedRequest } from '../../../net/http-server.ts';
import type { WebServer } from '../../../pbx/ports/web-server.ts';
import type { AmiServer } from '../server.ts';
import { askedHeaders } from './asked-headers.ts';
import { digestChallenge, digestHolds, Nonces, parseDigest } from './digest-check.ts';
import { type ReplyForm, replyForms } from './reply-document.ts';
import { WebSession } from './web-session.ts';

/** A session that is known again. */
interface Kept {
  readonly session: WebSession;
  /** The highest number of a request that a digest has had; each is used once. */
  count: number;
}

const COOKIE = /(?:^|;\s*)mansession_id="?([0-9a-f]{32})"?(?:;|$)/;

/**
 * The interface over HTTP: `rawman`, `mxml` and `manager` with a cookie, and `arawman`, `amxml` and `amanager` with a digest.
 *
 * Deviation: a cookie has 128 random bits; Asterisk's have 32, few enough to be guessed. Only who logs in, or has asked for a challenge, is
 * remembered, so that strangers cost no memory.
 */
export class WebAccess {
  readonly #server: AmiServer;
  readonly #web: WebServer;
  readonly #byCookie = new Map<string, Kept>();
  readonly #byNonce = new Map<string, Kept>();
  readonly #nonces = new Nonces();
  #remove: Array<() => void> = [];

  constructor(server: AmiServer, web: WebServer) {
    this.#server = server;
    this.#web = web;
  }

  /** Adds or takes away the pages, as the settings are now. */
  configure(): void {
    const { enabled, web } = this.#server.settings;
    for (const remove of this.#remove.splice(0)) remove();
    if (enabled && web)
      for (const form of replyForms) {
        const page = (path: string, description: string, answer: (asked: ServedRequest) => Promise<ServedAnswer>) =>
          this.#remove.push(this.#web.add({ path, description, answer: (asked) => this.#checked(asked, answer) }));
        page(form.path, form.description, (asked) => this.#byCookies(form, asked));
        page(`a${form.path}`, `${form.description} w/Digest authentication`, (asked) => this.#byDigest(form, asked));
      }
    else this.#closeSessions();
  }

  /** Takes the pages away and ends the sessions. */
  close(): void {
    for (const remove of this.#remove.splice(0)) remove();
    this.#closeSessions();
  }

  #closeSessions(): void {
    for (const { session } of [...this.#byCookie.values(), ...this.#byNonce.values()]) session.close();
    this.#byCookie.clear();
    this.#byNonce.clear();
  }

  #checked(
    request: ServedRequest,
    answer: (request: ServedRequest) => Promise<ServedAnswer>,
  ): ServedAnswer | Promise<ServedAnswer> {
    if (['GET', 'HEAD', 'POST'].includes(request.method)) return answer(request);
    return this.#web.fault(501, `${request.method} is not for this page.`);
  }

  async #byCookies(form: ReplyForm, request: ServedRequest): Promise<ServedAnswer> {
    const headers = askedHeaders(request);
    if (!headers) return this.#tooLarge();
    const given = COOKIE.exec(request.headers['cookie'] ?? '')?.[1] ?? '';
    const known = this.#byCookie.get(given);
    const session = known?.session ?? this.#newSession(request);
    const id = known ? given : randomBytes(16).toString('hex');
    if (!known && ['login', 'challenge'].includes(amiHeader(headers, 'Action').toLowerCase())) {
      this.#server.admit(session);
      this.#keep(this.#byCookie, id, session);
    }
    const { webTimeoutMs } = this.#server.settings;
    return this.#exchange(form, session, headers, {
      'Set-Cookie': `mansession_id="${id}"; Version=1; Max-Age=${Math.round(webTimeoutMs / 1000)}; HttpOnly; SameSite=Strict`,
      Pragma: 'SuppressEvents',
    });
  }

  async #byDigest(form: ReplyForm, request: ServedRequest): Promise<ServedAnswer> {
    const headers = askedHeaders(request);
    if (!headers) return this.#tooLarge();
    const nowMs = this.#server.clock.now();
    const answer = parseDigest(request.headers['authorization'] ?? '');
    if (!answer) return this.#challenge(false);
    const kept = this.#byNonce.get(answer.nonce);
    const judged = this.#nonces.judge(answer.nonce, nowMs, this.#server.settings.webTimeoutMs);
    if (judged === 'foreign' || (judged === 'stale' && !kept)) return this.#challenge(judged === 'stale');
    const path = answer.uri.split('?', 1)[0] ?? '';
    const count = answer.qop === '' ? (kept?.count ?? 0) + 1 : Number.parseInt(answer.count, 16);
    if (!path.toLowerCase().endsWith(`/a${form.path}`) || count <= (kept?.count ?? 0)) return this.#challenge(true);
    const user = this.#server.settings.users.get(answer.user);
    const session = kept?.session ?? this.#newSession(request);
    if (!digestHolds(answer, request.method, user?.secret) || (kept && session.userName !== answer.user)) {
      this.#server.tell(session, user ? 'InvalidPassword' : 'InvalidAccountID', [], answer.user);
      this.#server.log.notice(`${session.remoteHost} failed to authenticate as '${answer.user}'`);
      return this.#challenge(false);
    }
    if (kept) kept.count = count;
    else {
      const refused = this.#server.enter(session, answer.user);
      if (refused !== undefined) return this.#web.fault(403, `${refused}.`);
      this.#keep(this.#byNonce, answer.nonce, session).count = count;
    }
    return this.#exchange(form, session, headers, {});
  }

  async #exchange(
    form: ReplyForm,
    session: WebSession,
    headers: AmiHeaders,
    more: Readonly<Record<string, string>>,
  ): Promise<ServedAnswer> {
    const messages = await session.exchange(headers);
    if (!messages) return this.#web.fault(503, 'Too many requests of this session wait.');
    const body = form.write(messages, (name) => amiHeader(headers, name));
    return { status: 200, headers: { 'Content-type': form.contentType, ...more }, body };
  }

  #newSession({ remote, local, secure }: ServedRequest): WebSession {
    const ends = { remote, local, protocol: secure ? ('TLS' as const) : ('TCP' as const) };
    return new WebSession(this.#server, ends, this.#server.nextSerial());
  }

  /** Remembers a session until nothing has come for the time that manager.conf gives. */
  #keep(table: Map<string, Kept>, key: string, session: WebSession): Kept {
    const kept: Kept = { session, count: 0 };
    table.set(key, kept);
    const { clock, settings } = this.#server;
    const watch = (afterMs: number): void => {
      const timer = clock.after(afterMs, () => {
        const leftMs = session.busy > 0 ? settings.webTimeoutMs : session.usedMs + settings.webTimeoutMs - clock.now();
        if (leftMs > 0) {
          watch(leftMs);
          return;
        }
        session.farewell = 'timed out';
        session.close();
      });
      session.onEnd = () => {
        timer.cancel();
        table.delete(key);
      };
    };
    watch(settings.webTimeoutMs);
    return kept;
  }

  #challenge(stale: boolean): ServedAnswer {
    const nonce = this.#nonces.create(this.#server.clock.now());
    return this.#web.fault(401, 'This page is for users of manager.conf.', {
      'WWW-authenticate': digestChallenge(nonce, stale),
    });
  }

  #tooLarge(): ServedAnswer {
    return this.#web.fault(413, 'There are more parameters, or longer ones, than an action can have.');
  }
}
