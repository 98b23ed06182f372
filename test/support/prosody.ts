import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import type { AccountSettings } from '../../src/integrations/xmpp/settings.ts';
import { StreamFault } from '../../src/integrations/xmpp/stream/fault.ts';
import { childText, type Stanza, stanza } from '../../src/integrations/xmpp/stream/stanza.ts';
import { openStream, type XmppStream } from '../../src/integrations/xmpp/stream/stream.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { endWithUs } from './end-with-us.ts';
import { freePort } from './free-port.ts';

/** True where Prosody and openssl are installed. */
export const haveProsody =
  spawnSync('prosodyctl', ['--help']).error === undefined && spawnSync('openssl', ['version']).error === undefined;

/** A Prosody on loopback for example.org, with a certificate by an authority of its own. The test closes it. */
export class Prosody {
  readonly port: number;
  /** Where components connect: `pbx.example.org`, by the secret `pw-component`. */
  readonly componentPort: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'prosody-'));
  #child: ChildProcess | undefined;

  private constructor(port: number, componentPort: number) {
    this.port = port;
    this.componentPort = componentPort;
  }

  /** Starts one with these users of example.org; the password of `me` is `pw-me`. */
  static async open(...users: string[]): Promise<Prosody> {
    const prosody = new Prosody(await freePort(), await freePort());
    prosody.#layOut();
    for (const user of users)
      execFileSync('prosodyctl', ['--config', prosody.#config, 'register', user, 'example.org', `pw-${user}`], {
        stdio: 'ignore',
      });
    await prosody.start();
    return prosody;
  }

  /** The certificate of its authority, PEM. */
  get authority(): string {
    return join(this.folder, 'ca.crt');
  }

  /** Starts it again after {@link stop}; resolves when it listens. */
  async start(): Promise<void> {
    this.#child = endWithUs(spawn('prosody', ['--config', this.#config, '-F'], { stdio: 'ignore' }));
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.log.includes(`Activated service 'c2s' on [127.0.0.1]:${this.port}`)) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`Prosody does not start:\n${this.log}`);
  }

  /** Ends it, by SIGKILL as in a crash; its accounts and rosters stay. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    child.kill('SIGCONT');
    await gone;
    writeFileSync(join(this.folder, 'log'), '');
  }

  /** Lets it do nothing any more, its connections left open. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** Lets it go on. */
  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #config(): string {
    return join(this.folder, 'prosody.cfg.lua');
  }

  #layOut(): void {
    const { folder } = this;
    const openssl = (...words: string[]): void =>
      void execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
    openssl(...'req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=Test'.split(' '));
    openssl(...'req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=example.org'.split(' '));
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:example.org,DNS:rooms.example.org\n');
    openssl(
      ...'x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out server.crt -extfile names'.split(
        ' ',
      ),
    );
    for (const name of ['data', 'certs']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'log'), '');
    writeFileSync(
      this.#config,
      [
        'run_as_root = true',
        `pidfile = "${folder}/prosody.pid"`,
        `data_path = "${folder}/data"`,
        `certificates = "${folder}/certs"`,
        `log = { { levels = { min = "info" }, to = "file", filename = "${folder}/log" } }`,
        'modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "register", "offline", "smacks" }',
        'allow_registration = true',
        'modules_disabled = { "s2s" }',
        'interfaces = { "127.0.0.1" }',
        `c2s_ports = { ${this.port} }`,
        's2s_ports = {}',
        `component_ports = { ${this.componentPort} }`,
        'component_interface = "127.0.0.1"',
        'http_ports = {}',
        'https_ports = {}',
        'authentication = "internal_hashed"',
        'c2s_require_encryption = true',
        `ssl = { key = "${folder}/server.key", certificate = "${folder}/server.crt" }`,
        'VirtualHost "example.org"',
        'Component "rooms.example.org" "muc"',
        'restrict_room_creation = false',
        'muc_room_locking = false',
        'Component "pubsub.example.org" "pubsub"',
        'admins = { "pbx@example.org", "pbx-two@example.org" }',
        'Component "pbx.example.org"',
        'component_secret = "pw-component"',
        '',
      ].join('\n'),
    );
  }
}

/** An account of one of its users, with the password that {@link Prosody.open} gave. */
export function xmppSettings(server: Prosody, user: string, resource: string): AccountSettings {
  return {
    name: user,
    kind: 'client',
    sharing: undefined,
    address: { local: user, domain: 'example.org', resource, bare: `${user}@example.org` },
    secret: `pw-${user}`,
    server: '127.0.0.1',
    port: server.port,
    protection: 'starttls',
    tlsVerify: true,
    authorities: readFileSync(server.authority, 'utf8'),
    plaintextLogin: false,
    keepalive: false,
    buddies: [],
    show: '',
    statusMessage: '',
    priority: 1,
    keepMs: 0,
    context: undefined,
    debug: false,
    autoRegister: false,
    autoPrune: false,
    acceptsSubscriptions: true,
  };
}

/** Somebody with an XMPP client, who lets everybody see their presence. The test closes it. */
export class XmppPerson {
  /** The messages that came: `from: body`. */
  readonly messages: string[] = [];
  /** Who has shown themselves: `from: words`. */
  readonly seen: string[] = [];
  /** Who has asked to see their presence. */
  readonly asked: string[] = [];
  readonly #answers = new Map<string, (answer: Stanza) => void>();
  #stream: XmppStream | undefined;

  /** Logs in and is there, in the way of `show`. */
  static async arrive(server: Prosody, user: string, resource = 'desk', show = ''): Promise<XmppPerson> {
    const person = new XmppPerson();
    const settings = xmppSettings(server, user, resource);
    const listener = {
      onStanza: (what: Stanza) => person.#heard(what),
      onText: () => {},
      wantsText: () => false,
      onEnd: () => {},
    };
    const house = { network: systemNetwork, clock: systemClock };
    const opened = await openStream(house, settings, listener, new AbortController().signal);
    if (opened instanceof StreamFault) throw opened;
    person.#stream = opened;
    await person.shows(show);
    return person;
  }

  /** Shows itself as away, dnd, …; empty for plainly there. */
  async shows(show: string): Promise<void> {
    await this.#send(stanza('presence', {}, ...(show === '' ? [] : [stanza('show', {}, show)])));
  }

  async says(to: string, text: string): Promise<void> {
    await this.#send(stanza('message', { to, type: 'chat' }, stanza('body', {}, text)));
  }

  async enters(room: string): Promise<void> {
    await this.#send(stanza('presence', { to: room }, stanza('x', { xmlns: 'http://jabber.org/protocol/muc' })));
  }

  /** Asks to see somebody's presence. */
  async subscribes(to: string): Promise<void> {
    await this.#send(stanza('presence', { to, type: 'subscribe' }));
  }

  /** Puts a question; resolves with what the answer holds, undefined for an error. */
  async asks(to: string, xmlns: string): Promise<Stanza | undefined> {
    const id = `${this.#answers.size + 1}`;
    const answer = new Promise<Stanza>((resolve) => this.#answers.set(id, resolve));
    await this.#send(
      stanza('iq', { to, type: 'get', id }, stanza(xmlns.endsWith('ping') ? 'ping' : 'query', { xmlns })),
    );
    const { attributes, children } = await answer;
    return attributes['type'] === 'result' ? (children[0] ?? stanza('nothing')) : undefined;
  }

  /** Goes offline, unless it is. */
  async leaves(): Promise<void> {
    if (!this.#stream) return;
    await this.#send(stanza('presence', { type: 'unavailable' }));
    this.#stream.close();
    this.#stream = undefined;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.leaves();
  }

  #heard(what: Stanza): void {
    const { from = '', type } = what.attributes;
    if (what.name === 'presence' && type === 'subscribe') {
      this.asked.push(from);
      void this.#send(stanza('presence', { to: from, type: 'subscribed' }));
    }
    if (what.name === 'iq') this.#answers.get(what.attributes['id'] ?? '')?.(what);
    if (what.name === 'presence' && type === undefined) this.seen.push(`${from}: ${childText(what, 'status')}`);
    const body = childText(what, 'body');
    if (what.name === 'message' && body !== '') this.messages.push(`${from}: ${body}`);
  }

  async #send(what: Stanza): Promise<void> {
    if (!(await this.#stream?.send(what))) throw new Error('the stream is gone');
  }
}
