import type { Logger } from '../../base/log.ts';
import { programVersion } from '../../base/version.ts';
import { type Address, formatAddress } from '../../net/address.ts';
import { escapeMarkup } from '../../net/escape-markup.ts';
import type { HttpServer, HttpServerOptions, ServedAnswer, ServedRequest } from '../../net/http-server.ts';
import type { WebPage, WebServer } from '../../pbx/ports/web-server.ts';
import type { HttpSettings } from './settings.ts';

/** Longer bodies are refused: what programs post are actions, not files. */
const MOST_BODY_BYTES = 65_536;

const REASONS: Readonly<Record<number, string>> = {
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** The web server: its listeners, and the pages that modules have added. Whoever made it closes it. */
export class PbxWebServer implements WebServer {
  readonly #log: Logger;
  readonly #pages = new Map<string, WebPage>();
  readonly #listeners: HttpServer[] = [];
  #settings: HttpSettings;

  constructor(log: Logger, settings: HttpSettings) {
    this.#log = log;
    this.#settings = settings;
  }

  get settings(): HttpSettings {
    return this.#settings;
  }

  /** The pages by path, in the order in which they were added. */
  get pages(): readonly WebPage[] {
    return [...this.#pages.values()];
  }

  /** Where it listens now. */
  get addresses(): readonly Address[] {
    return this.#listeners.map(({ local }) => local);
  }

  add(page: WebPage): () => void {
    const key = page.path.toLowerCase();
    this.#pages.set(key, page);
    return () => {
      if (this.#pages.get(key) === page) this.#pages.delete(key);
    };
  }

  /** Opens what is to listen. A fault is logged, and the rest goes on. */
  async listen(): Promise<void> {
    const { plain, secure } = this.#settings;
    if (plain) await this.#open(plain, undefined);
    if (!secure) return;
    const { readTlsIdentity } = await import('../../net/tls-identity.ts');
    const identity = await readTlsIdentity(secure.files);
    if (identity.ok) await this.#open(secure.address, identity.value);
    else this.#log.error(`the web server does not speak HTTPS: ${identity.fault.message}`);
  }

  /** Takes other settings: the listeners are opened anew. */
  async configure(settings: HttpSettings): Promise<void> {
    const changed = JSON.stringify(settings) !== JSON.stringify(this.#settings);
    this.#settings = settings;
    // a certificate that was renewed has the same name
    if (!changed && !settings.secure) return;
    await this.close();
    await this.listen();
  }

  async close(): Promise<void> {
    for (const listener of this.#listeners.splice(0)) await listener.close();
  }

  async answer(request: ServedRequest): Promise<ServedAnswer> {
    const { prefix, redirects, serverName } = this.#settings;
    const found = redirects.find(([from]) => from === request.path);
    const answer = found
      ? this.fault(302, `It is at ${found[1]}`, { Location: found[1] })
      : await this.#page(request, prefix);
    return {
      ...answer,
      headers: {
        Server: serverName ?? `Asterism/${programVersion()}`,
        'Cache-Control': 'no-cache, no-store',
        ...answer.headers,
      },
    };
  }

  fault(status: number, message: string, headers: Readonly<Record<string, string>> = {}): ServedAnswer {
    const reason = `${status} ${REASONS[status] ?? ''}`.trim();
    const body = `<!DOCTYPE html>\n<title>${reason}</title>\n<h1>${reason}</h1>\n<p>${escapeMarkup(message)}</p>\n`;
    return { status, headers: { ...headers, 'Content-type': 'text/html' }, body };
  }

  #page(request: ServedRequest, prefix: string): ServedAnswer | Promise<ServedAnswer> {
    const { path } = request;
    if (!path.startsWith(`${prefix}/`)) return this.fault(404, 'There is nothing of that name.');
    const rest = path.slice(prefix.length + 1);
    const slash = rest.indexOf('/');
    const name = slash < 0 ? rest : rest.slice(0, slash);
    const below = slash < 0 ? '' : rest.slice(slash + 1);
    const page = this.#pages.get(name.toLowerCase());
    if (!page || (below !== '' && !page.withBelow)) return this.fault(404, 'There is nothing of that name.');
    return page.answer({ ...request, path: below });
  }

  async #open(address: Address, tls: HttpServerOptions['tls']): Promise<void> {
    const { mostConnections: maxConnections, requestTimeoutMs, keepAliveMs } = this.#settings;
    // fetched when it is wanted: it costs memory that most instances never need
    const { listenHttp } = await import('../../net/http-server.ts');
    const limits = { maxBodyBytes: MOST_BODY_BYTES, maxConnections, requestTimeoutMs, keepAliveMs };
    const opened = await listenHttp(address, { ...limits, ...(tls && { tls }) }, (request) => this.answer(request));
    if (opened.ok) this.#listeners.push(opened.value);
    else this.#log.error(`the web server cannot listen on ${formatAddress(address)}: ${opened.fault.message}`);
  }
}
