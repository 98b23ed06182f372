import type { AmiMessage } from '../../src/clients/ami/index.ts';

/** Told at times of their own, by other threads, or of no call. */
const APART = new Set([
  'TestEvent',
  'SuccessfulAuth',
  'ChallengeSent',
  'FullyBooted',
  'DeviceStateChange',
  'ExtensionStatus',
  'RTCPSent',
  'RTCPReceived',
  'PeerStatus',
  'VarSet',
  'Cdr',
]);

/** What a manager client has heard, so that two systems can be compared. */
export interface EventsHeard {
  readonly perSubject: Readonly<Record<string, readonly string[]>>;
  /** Call records, sorted. */
  readonly records: readonly string[];
}

/** Names and ids by the order in which they appear, so that both systems' can be compared. */
export function eventsHeard(events: readonly AmiMessage[]): EventsHeard {
  const aliases = new Map<string, string>();
  const alias = (value: string, kind: string): string => {
    const known = aliases.get(value) ?? `${kind}${[...aliases.values()].filter((one) => one.startsWith(kind)).length}`;
    aliases.set(value, known);
    return known;
  };
  const shown = (name: string, value: string, exten: string): string => {
    if (/uniqueid$|linkedid$/i.test(name) && value !== '')
      return alias(value, name === 'BridgeUniqueid' ? 'bridge' : 'id');
    // Asterisk's engine changes a bridge's technology as it goes; ours has one.
    if (name.endsWith('BridgeTechnology')) return 'TECHNOLOGY';
    // There, the first step after a Redirect still shows the application that was left.
    if (/^App/.test(name) && exten === 'moved') return 'APPLICATION';
    // A script has a serial of its own for each command; a client's mark is kept.
    if (name === 'CommandId' && /^\d+$/.test(value)) return 'NUMBER';
    if (name === 'Env')
      return decodeURIComponent(value).replace(/^(agi_(?:version|threadid|uniqueid|callingpres)): .*$/gm, '$1');
    if (/^(Start|Answer|End)Time$/.test(name)) return value === '' ? '' : 'TIME';
    if (/^(Duration|BillableSeconds)$/.test(name)) return 'SECONDS';
    return value;
  };
  const perSubject: Record<string, string[]> = {};
  const records: string[] = [];
  for (const event of events) {
    const name = event.get('Event');
    const moving = name === 'BridgeLeave' ? ['Context', 'Exten', 'Priority'] : [];
    const text = event.headers
      .filter(([header]) => !moving.includes(header))
      .map(([header, value]) => {
        // A callee that rings at once may do so before the thread that dials has told of it.
        const early = name === 'DialBegin' && header.startsWith('DestChannelState');
        return `${header}: ${early ? 'STATE' : shown(header, value, event.last('Extension'))}`;
      })
      .join('\n');
    if (name === 'Cdr') records.push(text);
    if (APART.has(name)) continue;
    const bridge = event.get('BridgeUniqueid');
    // Bridges, dialling and originating are told of by threads of their own there, so that what else happens on a channel comes at any time.
    const subject =
      (name.startsWith('Bridge') ? `${name} ` : (/^(Dial|Originate)/.exec(name)?.[0] ?? '')) +
      (event.get('DestChannel') ||
        event.get('Channel') ||
        event.get('LocalOneChannel') ||
        (bridge === '' ? name : alias(bridge, 'bridge')));
    perSubject[subject] = [...(perSubject[subject] ?? []), text];
  }
  return { perSubject, records: records.sort() };
}
