import { createHash } from 'node:crypto';
import type { Database } from '../../../pbx/ports/database.ts';
import type { Binding } from '../../../sip/registration/binding.ts';

/** Families of the database, as Asterisk names them. */
const SIP_FAMILY = 'SIP/Registry';
const PJSIP_FAMILY = 'registrar/contact';

/** The short name of a contact in listings and in the database. */
export function contactHash(uri: string): string {
  return createHash('md5').update(uri, 'utf8').digest('hex');
}

/**
 * Keeps bindings in the Asterisk database, in Asterisk's own forms: `/SIP/Registry/name` as
 * `host:port:seconds:user:contact`, `/registrar/contact/aor;@hash` as JSON. So an existing database goes on being used, and
 * scripts that read it work.
 */
export class BindingStore {
  readonly #database: Database | undefined;

  /** @param database absent: nothing is kept. */
  constructor(database: Database | undefined) {
    this.#database = database;
  }

  /** @param key `SIP/name` or `PJSIP/name`. */
  save(key: string, binding: Binding): void {
    const { dialect, name } = splitKey(key);
    if (dialect === 'SIP') {
      const host = binding.host.includes(':') ? `[${binding.host}]` : binding.host;
      const value = `${host}:${binding.port}:${binding.seconds}:${name}:${binding.contact}`;
      this.#database?.put(SIP_FAMILY, name, value);
      return;
    }
    const value = {
      uri: binding.contact,
      expiration_time: String(Math.round(binding.expiresAtMs / 1000)),
      via_addr: binding.host,
      via_port: String(binding.port),
      call_id: binding.callId,
      user_agent: binding.userAgent,
      path: binding.path.join(', '),
      transport: binding.protocol,
      endpoint: name,
    };
    this.#database?.put(PJSIP_FAMILY, `${name};@${contactHash(binding.contact)}`, JSON.stringify(value));
  }

  remove(key: string, binding: Binding): void {
    const { dialect, name } = splitKey(key);
    if (dialect === 'SIP') this.#database?.delete(SIP_FAMILY, name);
    else this.#database?.delete(PJSIP_FAMILY, `${name};@${contactHash(binding.contact)}`);
  }

  /** All bindings by their key. What cannot be read is left out. @param nowMs epoch milliseconds. */
  load(nowMs: number): Map<string, Binding[]> {
    const found = new Map<string, Binding[]>();
    const add = (key: string, binding: Binding | undefined): void => {
      if (binding) found.set(key, [...(found.get(key) ?? []), binding]);
    };
    for (const [name, value] of this.#rows(SIP_FAMILY)) add(`SIP/${name}`, parseSip(value, nowMs));
    for (const [name, value] of this.#rows(PJSIP_FAMILY))
      add(`PJSIP/${name.replace(/;@[0-9a-f]*$/, '')}`, parsePjsip(value));
    return found;
  }

  /** The rows below a path, which the database may split into family and key where it likes. */
  #rows(path: string): Array<readonly [name: string, value: string]> {
    const [family = '', ...rest] = path.split('/');
    return (this.#database?.entries(family, rest.join('/')) ?? []).flatMap((entry) => {
      const whole = `${entry.family}/${entry.key}`;
      return whole.startsWith(`${path}/`) ? [[whole.slice(path.length + 1), entry.value] as const] : [];
    });
  }
}

function splitKey(key: string): { dialect: string; name: string } {
  const slash = key.indexOf('/');
  return { dialect: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The whole interval is granted anew, since the form does not tell when it began; Asterisk does the same. */
function parseSip(value: string, nowMs: number): Binding | undefined {
  const match = /^(\[[^\]]+\]|[^:]+):(\d+):(\d+):([^:]*):(.+)$/.exec(value);
  if (!match?.[1] || !match[5]) return undefined;
  const seconds = Number(match[3]);
  return {
    ...blank(match[5], match[1].replace(/^\[|\]$/g, ''), Number(match[2])),
    expiresAtMs: nowMs + seconds * 1000,
    seconds,
  };
}

function parsePjsip(value: string): Binding | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const fields = new Map(Object.entries(parsed).map(([name, field]) => [name, String(field)]));
  const contact = fields.get('uri');
  const expiresAtMs = Number(fields.get('expiration_time')) * 1000;
  if (contact === undefined || !Number.isFinite(expiresAtMs)) return undefined;
  const path = fields.get('path') ?? '';
  return {
    ...blank(contact, fields.get('via_addr') ?? '', Number(fields.get('via_port') ?? 0) || 5060),
    expiresAtMs,
    callId: fields.get('call_id') ?? '',
    userAgent: fields.get('user_agent') ?? '',
    protocol: fields.get('transport') === 'TCP' ? 'TCP' : 'UDP',
    path: path === '' ? [] : path.split(', '),
  };
}

function blank(contact: string, host: string, port: number): Binding {
  return {
    contact,
    host,
    port,
    expiresAtMs: 0,
    seconds: 0,
    callId: '',
    cseq: 0,
    q: 1,
    userAgent: '',
    protocol: /;transport=tcp/i.test(contact) ? 'TCP' : 'UDP',
    path: [],
  };
}
