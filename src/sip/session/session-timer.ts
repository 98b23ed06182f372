import type { Clock, Timer } from '../../base/clock.ts';
import type { SipMessage, SipRequest, SipResponse } from '../message/message.ts';
import { paramOf } from '../message/params.ts';
import type { HeaderLines } from '../message/write-message.ts';

/** What one side wants of the timer of a session. @see RFC 4028 */
export interface SessionTimerTerms {
  /** Our INVITE asks for one. */
  readonly offers: boolean;
  /** Without one there is no call. */
  readonly required: boolean;
  /** Whether the call of a peer that has not asked for one gets it: never, if the peer knows of timers, always. */
  readonly unasked: 'never' | 'supported' | 'always';
  /** How long a session lives without a refresh. */
  readonly expirySeconds: number;
  /** The shortest time that a peer may ask for; 90 and more. */
  readonly leastSeconds: number;
  /** A peer that asks for longer gets {@link expirySeconds}. */
  readonly cuts: boolean;
  /** Who refreshes where the peer leaves it open; `asker`: the side that has asked for the timer. */
  readonly refresher: 'uac' | 'uas' | 'asker';
}

/** Why a request is refused for its timer. */
export interface TimerRefusal {
  readonly status: number;
  readonly headers: HeaderLines;
}

/** What the owner of a timer is asked for. */
export interface SessionTimerUser {
  /** It is time for a refresh of ours. */
  refreshDue(): void;
  /** Nothing has refreshed the session: it is to end. */
  expired(): void;
}

/** What is wrong with the timer of a request, by `terms`; undefined if nothing is. @see RFC 4028 §9 */
export function timerRefusal(terms: SessionTimerTerms, request: SipRequest): TimerRefusal | undefined {
  const line = request.header('Session-Expires');
  const asked = intervalOf(line);
  const least = request.header('Min-SE');
  if ((line !== undefined && asked === undefined) || (least !== undefined && intervalOf(least) === undefined))
    return { status: 400, headers: [] };
  if (terms.required && !names(request, 'Supported')) return { status: 421, headers: [['Require', 'timer']] };
  if (asked === undefined || asked >= terms.leastSeconds || !knowsTimers(request)) return undefined;
  return { status: 422, headers: [['Min-SE', String(terms.leastSeconds)]] };
}

/** True if a request cannot be served by who keeps no timers. */
export function demandsTimer(request: SipRequest): boolean {
  return names(request, 'Require');
}

/** The timer of one session: what it says in messages, and when it is over. @see RFC 4028 §7, §8, §9, §10 */
export class SessionTimer {
  readonly #terms: SessionTimerTerms;
  readonly #clock: Clock;
  readonly #user: SessionTimerUser;
  #seconds: number;
  #least: number;
  #running: { readonly seconds: number; readonly ours: boolean } | undefined;
  #refresh: Timer | undefined;
  #end: Timer | undefined;
  #peerUpdates = false;

  constructor(terms: SessionTimerTerms, clock: Clock, user: SessionTimerUser) {
    this.#terms = terms;
    this.#clock = clock;
    this.#user = user;
    this.#seconds = terms.expirySeconds;
    this.#least = terms.leastSeconds;
  }

  /** The peer takes UPDATE. */
  get peerUpdates(): boolean {
    return this.#peerUpdates;
  }

  /** Lines of an INVITE or UPDATE of ours. */
  requestLines(): HeaderLines {
    const running = this.#running;
    if (!running && !this.#terms.offers) return [];
    const who = running ? `;refresher=${running.ours ? 'uac' : 'uas'}` : '';
    const lines = [
      ['Session-Expires', `${running?.seconds ?? this.#seconds}${who}`],
      ['Min-SE', String(this.#least)],
    ] as const;
    return this.#terms.required && !running ? [['Require', 'timer'], ...lines] : lines;
  }

  /** Raises what we ask for to what a 422 names. @returns false if that is of no use. @see RFC 4028 §7.3 */
  raise(refusal: SipResponse): boolean {
    const least = refusal.status === 422 ? intervalOf(refusal.header('Min-SE')) : undefined;
    if (least === undefined || least <= this.#seconds) return false;
    this.#seconds = least;
    this.#least = least;
    return true;
  }

  /** Takes the 2xx of an INVITE or UPDATE of ours. @returns false if the session must not go on. */
  accepted(response: SipResponse): boolean {
    this.#notePeer(response);
    const line = response.header('Session-Expires');
    const seconds = intervalOf(line);
    if (seconds !== undefined) this.#start(seconds, refresherOf(line) !== 'uas');
    // "the UAC can still ... refresh" where the peer knows nothing of timers (§7.2)
    else if (this.#running || (this.#terms.offers && this.#terms.unasked === 'always'))
      this.#start(this.#running?.seconds ?? this.#seconds, true);
    else return !this.#terms.required;
    return true;
  }

  /** Takes an INVITE or UPDATE of the peer into account. @returns lines of our 2xx. */
  answer(request: SipRequest): HeaderLines {
    this.#notePeer(request);
    const { unasked, refresher, cuts, expirySeconds, leastSeconds } = this.#terms;
    const able = knowsTimers(request);
    const line = request.header('Session-Expires');
    const asked = intervalOf(line);
    const running = this.#running;
    if (asked === undefined && !running && (unasked === 'never' || (unasked === 'supported' && !able))) return [];
    const most = cuts && (intervalOf(request.header('Min-SE')) ?? 0) <= expirySeconds ? expirySeconds : Infinity;
    const seconds = Math.max(Math.min(asked ?? running?.seconds ?? expirySeconds, most), leastSeconds);
    const usual = refresher === 'asker' ? (asked === undefined ? 'uas' : 'uac') : refresher;
    const present = running && (running.ours ? 'uas' : 'uac');
    const who = able ? (refresherOf(line) ?? present ?? usual) : 'uas';
    this.#start(seconds, who === 'uas');
    const lines = [['Session-Expires', `${seconds};refresher=${who}`]] as const;
    return able ? [...lines, ['Require', 'timer']] : lines;
  }

  /** It runs no more. */
  stop(): void {
    this.#refresh?.cancel();
    this.#end?.cancel();
    this.#running = undefined;
  }

  #notePeer(message: SipMessage): void {
    if (message.header('Allow') !== undefined) this.#peerUpdates = message.values('Allow').includes('UPDATE');
  }

  /** "send BYE ... slightly before the session expiration. The minimum of 32 seconds and one third" (§10). */
  #start(seconds: number, ours: boolean): void {
    this.stop();
    this.#running = { seconds, ours };
    if (ours) this.#refresh = this.#clock.after(seconds * 500, () => this.#user.refreshDue());
    const beforeSeconds = Math.min(32, Math.floor(seconds / 3));
    this.#end = this.#clock.after((seconds - beforeSeconds) * 1000, () => this.#user.expired());
  }
}

/** The seconds of a Session-Expires or Min-SE; undefined for none. */
function intervalOf(line: string | undefined): number | undefined {
  const digits = /^(\d{1,9})\s*(?:;|$)/.exec(line ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function refresherOf(line: string | undefined): 'uac' | 'uas' | undefined {
  const who = paramOf(line ?? '', 'refresher')?.toLowerCase();
  return who === 'uac' || who === 'uas' ? who : undefined;
}

function knowsTimers(request: SipRequest): boolean {
  return names(request, 'Supported') || names(request, 'Require');
}

function names(message: SipMessage, header: 'Supported' | 'Require'): boolean {
  return message.values(header).some((tag) => tag.toLowerCase() === 'timer');
}

/** Our lines, as they are told to a peer whose sessions have no timer. */
export function withoutTimers(lines: HeaderLines): HeaderLines {
  let told = timerless.get(lines);
  if (!told) {
    told = lines.flatMap(([name, value]): HeaderLines => {
      if (name !== 'Supported') return [[name, value]];
      const tags = value.split(', ').filter((tag) => tag !== 'timer');
      return tags.length > 0 ? [[name, tags.join(', ')]] : [];
    });
    timerless.set(lines, told);
  }
  return told;
}

const timerless = new WeakMap<HeaderLines, HeaderLines>();
