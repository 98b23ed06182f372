import type { Clock, Timer } from '../../base/clock.ts';
import type { Closable } from '../../base/scope.ts';
import type { SipRequest } from '../message/message.ts';
import { type NameAddr, parseNameAddr } from '../message/name-addr.ts';
import { sameUri } from '../message/uri.ts';
import type { HeaderLines } from '../message/write-message.ts';
import type { SipProtocol } from '../transport/flow.ts';
import type { Binding, RegistrarLimits } from './binding.ts';

/** What happened to the bindings of an address. */
export interface BindingChange {
  readonly aor: string;
  readonly binding: Binding;
  readonly what: 'added' | 'refreshed' | 'removed' | 'expired';
}

/** How to answer a REGISTER. */
export interface RegisterOutcome {
  readonly status: number;
  readonly headers: HeaderLines;
  readonly changes: readonly BindingChange[];
}

/** Contacts that one REGISTER may name. */
const MOST_CONTACTS_IN_REQUEST = 32;

/**
 * The bindings of addresses to contacts, with their expiry. Knows neither users nor sockets: whoever calls
 * {@link register} has authenticated the request. Its owner closes it.
 * @see RFC 3261 §10.3
 */
export class Registrar implements Closable {
  readonly #clock: Clock;
  readonly #onChange: (change: BindingChange) => void;
  readonly #bindings = new Map<string, Binding[]>();
  #timer: Timer | undefined;
  #timerDueMs = 0;

  /** @param onChange told of every change, the one that a REGISTER in progress makes included. */
  constructor(clock: Clock, onChange: (change: BindingChange) => void = () => {}) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** The live bindings of an address, last registered first. */
  bindings(aor: string): readonly Binding[] {
    const nowMs = this.#clock.now();
    return (this.#bindings.get(aor) ?? []).filter((binding) => binding.expiresAtMs > nowMs);
  }

  /** Every live binding, for a store; {@link restore} takes it back. */
  snapshot(): Array<readonly [aor: string, bindings: readonly Binding[]]> {
    return [...this.#bindings.keys()]
      .map((aor) => [aor, this.bindings(aor)] as const)
      .filter(([, list]) => list.length > 0);
  }

  /** Takes bindings of an earlier run; those that have expired meanwhile are left out. Tells nobody. */
  restore(aor: string, bindings: readonly Binding[]): void {
    const nowMs = this.#clock.now();
    const live = bindings.filter((binding) => binding.expiresAtMs > nowMs);
    if (live.length > 0) this.#bindings.set(aor, [...live]);
    this.#arm(live);
  }

  /** Serves a REGISTER for `aor`. @see RFC 3261 §10.3 */
  register(aor: string, request: SipRequest, limits: RegistrarLimits, protocol: SipProtocol = 'UDP'): RegisterOutcome {
    const contacts = request.values('Contact');
    const expires = request.number('Expires');
    if (contacts.length > MOST_CONTACTS_IN_REQUEST) return refuse(403);
    if (contacts.includes('*')) {
      // "The registrar MUST ... if the request has additional Contact fields or an expiration time other than zero, ...
      // return a 400 (Invalid Request)" (step 6)
      if (contacts.length > 1 || expires !== 0) return refuse(400);
      return this.#removeAll(aor, request);
    }
    const wanted: Binding[] = [];
    for (const value of contacts) {
      const contact = parseNameAddr(value);
      if (!contact?.uri) return refuse(400);
      const seconds = secondsOf(contact, expires, limits);
      // "If and only if the requested expiration interval is greater than zero AND smaller than one hour AND less than a
      // registrar-configured minimum, the registrar MAY reject ... 423 (Interval Too Brief)" (step 7)
      if (seconds > 0 && seconds < limits.minimumSeconds && limits.refuseShort)
        return { status: 423, headers: [['Min-Expires', String(limits.minimumSeconds)]], changes: [] };
      wanted.push(this.#bindingOf(request, contact, clamp(seconds, limits), protocol));
    }
    return this.#apply(aor, request, wanted, limits);
  }

  /** Takes a binding away, as when its connection is gone. */
  remove(aor: string, contact: string): void {
    const found = this.#bindings.get(aor)?.find((binding) => binding.contact === contact);
    if (found) this.#drop(aor, found, 'removed');
  }

  close(): void {
    this.#timer?.cancel();
    this.#bindings.clear();
  }

  #bindingOf(request: SipRequest, contact: NameAddr, seconds: number, protocol: SipProtocol): Binding {
    const q = Number(contact.param('q') ?? '1');
    return {
      contact: contact.uriText,
      expiresAtMs: this.#clock.now() + seconds * 1000,
      seconds,
      callId: request.callId,
      cseq: request.cseq?.number ?? 0,
      q: q >= 0 && q <= 1 ? q : 1,
      userAgent: request.header('User-Agent') ?? '',
      host: request.source.host,
      port: request.source.port,
      protocol,
      path: request.values('Path'),
    };
  }

  #apply(aor: string, request: SipRequest, wanted: readonly Binding[], limits: RegistrarLimits): RegisterOutcome {
    const before = [...this.bindings(aor)];
    let after = [...before];
    const changes: BindingChange[] = [];
    for (const binding of wanted) {
      const index = after.findIndex((other) => sameContact(other.contact, binding.contact));
      const old = after[index];
      // "If the Call-ID value in the existing binding ... agree, and the CSeq value is lower ... the update MUST be aborted
      // and the request fails" (step 7)
      if (old && old.callId === request.callId && binding.cseq <= old.cseq) return refuse(500);
      if (index >= 0) after.splice(index, 1);
      if (binding.seconds > 0) after.unshift(binding);
      if (old && binding.seconds === 0) changes.push({ aor, binding: old, what: 'removed' });
      else if (binding.seconds > 0) changes.push({ aor, binding, what: old ? 'refreshed' : 'added' });
    }
    if (limits.mostContacts !== undefined && after.length > limits.mostContacts) {
      if (!limits.replace) return refuse(403);
      for (const binding of after.slice(limits.mostContacts)) changes.push({ aor, binding, what: 'removed' });
      after = after.slice(0, limits.mostContacts);
    }
    if (after.length > 0) this.#bindings.set(aor, after);
    else this.#bindings.delete(aor);
    this.#arm(after);
    for (const change of changes) this.#onChange(change);
    return { status: 200, headers: this.#contactLines(aor), changes };
  }

  #removeAll(aor: string, request: SipRequest): RegisterOutcome {
    const removed = this.#bindings.get(aor) ?? [];
    const cseq = request.cseq?.number ?? 0;
    if (removed.some((binding) => binding.callId === request.callId && cseq <= binding.cseq)) return refuse(500);
    this.#bindings.delete(aor);
    const changes = removed.map((binding) => ({ aor, binding, what: 'removed' as const }));
    for (const change of changes) this.#onChange(change);
    return { status: 200, headers: [], changes };
  }

  #contactLines(aor: string): HeaderLines {
    const nowMs = this.#clock.now();
    return this.bindings(aor).map((binding) => {
      const left = Math.max(1, Math.round((binding.expiresAtMs - nowMs) / 1000));
      return ['Contact', `<${binding.contact}>;expires=${left}`] as const;
    });
  }

  #drop(aor: string, binding: Binding, what: 'removed' | 'expired'): void {
    const left = (this.#bindings.get(aor) ?? []).filter((other) => other !== binding);
    if (left.length > 0) this.#bindings.set(aor, left);
    else this.#bindings.delete(aor);
    this.#onChange({ aor, binding, what });
  }

  /** One timer for all: for the binding that expires first, or expired first before it was refreshed. */
  #arm(bindings: Iterable<Binding>): void {
    let firstMs = Number.POSITIVE_INFINITY;
    for (const { expiresAtMs } of bindings) firstMs = Math.min(firstMs, expiresAtMs);
    if (firstMs === Number.POSITIVE_INFINITY || (this.#timer && firstMs >= this.#timerDueMs)) return;
    this.#timer?.cancel();
    this.#timerDueMs = firstMs;
    this.#timer = this.#clock.after(firstMs - this.#clock.now(), () => this.#expire());
  }

  #expire(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.now();
    for (const [aor, list] of [...this.#bindings])
      for (const binding of list) if (binding.expiresAtMs <= nowMs) this.#drop(aor, binding, 'expired');
    this.#arm([...this.#bindings.values()].flat());
  }
}

function refuse(status: number): RegisterOutcome {
  return { status, headers: [], changes: [] };
}

/** What a contact asks for, in seconds: its own parameter, else the header, else the default. */
function secondsOf(contact: NameAddr, header: number | undefined, limits: RegistrarLimits): number {
  const own = contact.param('expires');
  if (own !== undefined && /^\d{1,10}$/.test(own)) return Number(own);
  return header ?? limits.defaultSeconds;
}

function clamp(seconds: number, limits: RegistrarLimits): number {
  if (seconds === 0) return 0;
  return Math.min(Math.max(seconds, limits.minimumSeconds), limits.maximumSeconds);
}

function sameContact(a: string, b: string): boolean {
  if (a === b) return true;
  const left = parseNameAddr(`<${a}>`)?.uri;
  const right = parseNameAddr(`<${b}>`)?.uri;
  return left !== undefined && right !== undefined && sameUri(left, right);
}
