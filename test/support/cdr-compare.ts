/** One record of a Master.csv, without what differs from run to run: the serial numbers of names, the ids, and the times of the day. */
export interface CdrLine {
  readonly text: string;
  readonly duration: number;
  readonly billed: number;
}

/** The records of each case, in an order of their own. @param csv the text of a Master.csv written with {@link CDR_CSV}. */
export function recordsByCase(csv: string): Record<string, CdrLine[]> {
  const found: Record<string, CdrLine[]> = {};
  for (const line of csv.split('\n').filter((text) => text !== '')) {
    const columns = columnsOf(line);
    const name = /^"[^"]*@([a-zA-Z]+)[-;]/.exec(columns[5] ?? '')?.[1] ?? /^"(\w+)/.exec(columns[3] ?? '')?.[1] ?? '?';
    const [account, src, dst, context, clid, channel, other, app, data, , answer] = columns;
    const [, , , , , , , , , , , , duration, billed, disposition, flags, , userField, peerAccount] = columns;
    const kept = [account, src, dst, context, clid, channel, other, app, data, answer === '' ? '-' : 'answered'];
    const text = [...kept, disposition, flags, userField, peerAccount]
      .join(',')
      .replaceAll(/-[0-9a-f]{8}(;[12])/g, '$1')
      .replaceAll(/"ConfBridge","\d+"/g, '"ConfBridge","ROOM"');
    found[name] = [...(found[name] ?? []), { text, duration: Number(duration), billed: Number(billed) }];
  }
  for (const lines of Object.values(found))
    lines.sort(
      (one, other) => one.text.localeCompare(other.text) || one.duration - other.duration || one.billed - other.billed,
    );
  return found;
}

/**
 * What stands for the records of a case in a comparison: seconds may be one more or less than those of `other`, and more where one of
 * them plays prompts, which a test in virtual time does not have.
 * @param late so many further seconds a busy machine may have been late with what is done to calls.
 * Deviation: whoever is called for a transfer has no record of its own before that; a target that does not answer is told of with its
 * cause; ours has no channel that takes on another's name.
 */
export function comparable(name: string, lines: readonly CdrLine[], other: readonly CdrLine[], late = 0): string[] {
  const transfers = name.startsWith('att');
  const slack = late + (transfers ? 4 : name.startsWith('park') ? 2 : 1);
  const kept = (all: readonly CdrLine[]): CdrLine[] =>
    all
      .filter(({ text, duration }) => !TAKEN_NAME.test(text) && !(transfers && (duration === 0 || ALONE.test(text))))
      .sort((one, two) => one.text.localeCompare(two.text) || one.duration - two.duration);
  const theirs = kept(other);
  return kept(lines).map(({ text, duration, billed }, at) => {
    const near = (seconds: number, told: number | undefined): number =>
      told !== undefined && Math.abs(seconds - told) <= slack ? told : seconds;
    return `${text} ${near(duration, theirs[at]?.duration)} ${near(billed, theirs[at]?.billed)}`;
  });
}

/** A channel that rang and has taken on the place of the one who has picked up; the other half of one on which CHANNEL() was set. */
const TAKEN_NAME = /"Local\/ring@pickup\w+;1","","AppDial"|"Local\/a@chanama;1"/;
/** Whoever is called for a transfer, or asks for one, alone; and who hears that it rings. */
const ALONE = /"Local\/(?:20\d|keys)@\w+;1","",|attearly;2","Local\/202/;

/** Channels that something is set on through the other half, that end by another cause, or that Dial() goes on with after a feature. */
const OTHER_EVENTS: ReadonlySet<string> = new Set([
  ...[
    'Local/a@userevent;1',
    'Local/ans@followme;1',
    'Local/a@chanama;1',
    'Local/ans@parktold;1',
    'Local/ans@parktold;2',
  ],
  ...['Local/a@blindbusy;2', 'Local/a@featureapp;2'],
]);

/**
 * Deviation: parties move from seat to seat. Who transfers by consulting leaves its bridge later than in Asterisk, a call is parked by
 * another without leaving the bridge of its Dial(), and no channel takes on another's name.
 */
const ONLY_TRANSFERS = /@att\w+;|\/(?:a@parkcallee;2|long@parkcaller;1|ring@pickup\w+;1|p@pickup\w+;2)$/;

/**
 * The events of each channel of each case, in their order, without what differs from run to run: whose end comes last among those that
 * belong together, and who is still there when one leaves a bridge. A conference's announcer is none of the callers.
 * Deviation: what CHANNEL() sets on one half of a Local channel is not set on the other, and FollowMe() shows the number on the channel
 * that it calls: those two channels are left out.
 */
export function eventsByChannel(csv: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const line of csv.split('\n').filter((text) => text !== '')) {
    const text = line
      .replaceAll(/-[0-9a-f]{8}(;[12])/g, '$1')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'BRIDGE')
      .replaceAll(/_uniqueid"":""\d+\.\d+/g, '_uniqueid"":""ID')
      .replaceAll(/"ConfBridge","\d+"/g, '"ConfBridge","ROOM"');
    const [channel = '?', kind, ...columns] = columnsOf(text).map((column) => column.replaceAll(/^"|"$/g, ''));
    if (channel.startsWith('CBAnn/') || kind === 'LINKEDID_END') continue;
    if (OTHER_EVENTS.has(channel)) continue;
    if (ONLY_TRANSFERS.test(channel) && !/^(?:ATTENDEDTRANSFER|PARK_\w+|PICKUP)$/.test(kind ?? '')) continue;
    const told = columns.map((column) => {
      if (!/^(Local|CBAnn)\/[^|]*;[12]$/.test(column)) return column;
      const others = column.split(',').filter((name) => !name.startsWith('CBAnn/'));
      return kind === 'BRIDGE_EXIT' ? '' : others.join(',');
    });
    // Whoever leaves a parking lot stands at its old place or at its new one: two threads race.
    if (kind === 'BRIDGE_EXIT' && text.includes('holding_bridge')) told[5] = '';
    found[channel] = [...(found[channel] ?? []), [kind, ...told].join('|')];
  }
  return found;
}

function columnsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? '');
}
