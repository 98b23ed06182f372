// loaded here, so that no test waits for it in real time
import '@xmpp/client';
import type { MemoryNetwork } from '../../src/net/memory-network.ts';
import type { TcpConnection } from '../../src/net/network.ts';

const FEATURES_NS = "xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'";
const KEPT = 'urn:xmpp:sm:3';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';

/** How a {@link FakeXmppServer} behaves. */
export interface FakeXmppOptions {
  readonly host?: string;
  readonly port?: number;
  /** Passwords by user; any other login is refused. */
  readonly users: Readonly<Record<string, string>>;
  /** The roster of every user: addresses with their subscription. */
  readonly roster?: Readonly<Record<string, string>>;
  /** Does not offer TLS. */
  readonly open?: boolean;
  /** Keeps the session of an account whose connection breaks. @see XEP-0198 */
  readonly keepsSessions?: boolean;
}

/** One login on the server. */
interface Session {
  readonly connection: TcpConnection;
  user: string;
}

/** As much of an XMPP server for example.org as an account needs, in memory. */
export class FakeXmppServer {
  /** What the accounts have sent after their login, stanza by stanza as text. */
  readonly received: string[] = [];
  /** How many connections there were. */
  connections = 0;
  /** Answers nothing any more. */
  silent = false;
  /** How many stanzas the accounts say that they have got, each time they are asked. */
  readonly confirmed: number[] = [];
  /** What an account is told that goes on with its session. */
  missed = '';
  /** How many stanzas each user's kept session has brought. */
  readonly #handled = new Map<string, number>();
  readonly #options: FakeXmppOptions;
  readonly #sessions = new Set<Session>();

  private constructor(options: FakeXmppOptions) {
    this.#options = options;
  }

  /** Listens on 127.0.0.1:5222 unless told otherwise. */
  static async listen(network: MemoryNetwork, options: FakeXmppOptions): Promise<FakeXmppServer> {
    const server = new FakeXmppServer(options);
    const { host = '127.0.0.1', port = 5222 } = options;
    await network.listenTcp({ host, port }, (connection) => server.#accept(connection));
    return server;
  }

  /** Sends XML to a user's account. */
  send(user: string, xml: string): void {
    for (const session of this.#sessions) if (session.user === user) session.connection.write(Buffer.from(xml));
  }

  /** A contact shows itself; `show` empty for plainly there, undefined for gone. */
  presence(user: string, from: string, show: string | undefined, priority = 0): void {
    if (show === undefined) this.send(user, `<presence from='${from}' to='${user}@example.org' type='unavailable'/>`);
    else {
      const inner = show === '' ? '' : `<show>${show}</show>`;
      this.send(
        user,
        `<presence from='${from}' to='${user}@example.org'>${inner}<priority>${priority}</priority></presence>`,
      );
    }
  }

  message(user: string, from: string, body: string): void {
    this.send(user, `<message from='${from}' to='${user}@example.org' type='chat'><body>${body}</body></message>`);
  }

  /** Forgets the sessions that it keeps. */
  forget(): void {
    this.#handled.clear();
  }

  /** Breaks all connections. */
  drop(): void {
    for (const { connection } of this.#sessions) connection.close();
    this.#sessions.clear();
  }

  /** The messages among what was received: `to: body`. */
  get messages(): string[] {
    return this.received.flatMap((text) => {
      const match = /^<message .*?to="([^"]*)".*?<body>(.*?)<\/body>/s.exec(text);
      return match ? [`${match[1]}: ${match[2]}`] : [];
    });
  }

  #accept(connection: TcpConnection): { onData(chunk: Buffer): void; onClose(): void } {
    this.connections++;
    const session: Session = { connection, user: '' };
    this.#sessions.add(session);
    let text = '';
    let secure = this.#options.open === true;
    const say = (xml: string): void => connection.write(Buffer.from(xml));
    return {
      onClose: () => void this.#sessions.delete(session),
      onData: (chunk) => {
        if (this.silent) return;
        text += chunk.toString();
        for (;;) {
          const match =
            /^\s*(?:<\?xml[^>]*\?>)?\s*(?:<stream:stream[^>]*>|<\/stream:stream>|<(\w+)\b[^>]*\/>|<(\w+)\b[^>]*>.*?<\/\2>)/s.exec(
              text,
            );
          if (!match) return;
          text = text.slice(match[0].length);
          const element = match[0].trim();
          if (element.includes('<stream:stream')) {
            const inner = session.user
              ? `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>${this.#options.keepsSessions ? `<sm xmlns='${KEPT}'/>` : ''}`
              : secure
                ? `<mechanisms xmlns='${SASL}'><mechanism>PLAIN</mechanism></mechanisms>`
                : "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
            say(`<?xml version='1.0'?><stream:stream id='1' version='1.0' from='example.org' ${FEATURES_NS}>`);
            say(`<stream:features>${inner}</stream:features>`);
          } else if (element.startsWith('<starttls')) {
            secure = true;
            say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
          } else if (element.startsWith('<auth')) this.#logIn(session, element, say);
          else if (/^<(enable|resume|r|a)\b/.test(element)) this.#keep(session, element, say);
          else this.#stanza(session, element, say);
        }
      },
    };
  }

  #logIn(session: Session, element: string, say: (xml: string) => void): void {
    const encoded = /<auth[^>]*>(.*)<\/auth>/s.exec(element)?.[1] ?? '';
    const [, user = '', password] = Buffer.from(encoded, 'base64').toString().split('\0');
    if (this.#options.users[user] !== password) {
      say(`<failure xmlns='${SASL}'><not-authorized/></failure>`);
      return;
    }
    session.user = user;
    say(`<success xmlns='${SASL}'/>`);
  }

  #keep({ user }: Session, element: string, say: (xml: string) => void): void {
    const handled = this.#handled.get(user);
    if (element.startsWith('<enable')) {
      this.#handled.set(user, 0);
      const shown = `<presence from='${user}@example.org/pbx'/>`;
      say(`<enabled xmlns='${KEPT}' id='kept' resume='true'/>${shown}<r xmlns='${KEPT}'/>`);
    } else if (element.startsWith('<a ')) this.confirmed.push(Number(/h="(\d+)"/.exec(element)?.[1]));
    else if (element.startsWith('<r ')) say(`<a xmlns='${KEPT}' h='${handled}'/>`);
    else if (element.startsWith('<resume'))
      say(
        handled === undefined
          ? `<failed xmlns='${KEPT}'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>`
          : `<resumed xmlns='${KEPT}' previd='kept' h='${handled}'/>${this.missed}`,
      );
  }

  #stanza(session: Session, element: string, say: (xml: string) => void): void {
    const id = /\bid="([^"]*)"/.exec(element)?.[1] ?? '';
    if (element.includes('xmpp-bind')) {
      const jid = `${session.user}@example.org/pbx`;
      say(`<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>${jid}</jid></bind></iq>`);
      return;
    }
    this.received.push(element);
    const handled = this.#handled.get(session.user);
    if (handled !== undefined) this.#handled.set(session.user, handled + 1);
    if (!element.startsWith('<iq')) return;
    const items = Object.entries(this.#options.roster ?? {});
    const listed = items.map(([jid, subscription]) => `<item jid='${jid}' subscription='${subscription}'/>`).join('');
    if (element.includes('jabber:iq:roster') && element.includes('type="get"'))
      say(`<iq type='result' id='${id}'><query xmlns='jabber:iq:roster'>${listed}</query></iq>`);
    else say(`<iq type='result' id='${id}'/>`);
  }
}
