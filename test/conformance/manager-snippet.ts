/** One request of a snippet of the manager interface, a look at the events since the last one, or a pause. */
export type ManagerStep =
  | { readonly pauseMs: number }
  | {
      /** Headers parted by ` | `, where `%1` is the first channel that was made, `%b1` the first bridge; with `[user] ` before it by one of {@link managerConf}; or `* ` and what is looked at, with `[Name Name] ` before it those events alone. */
      readonly action: string;
      /** Why ours differs on purpose. */
      readonly differs?: string;
      /** What their answer reads where ours differs, and what ours reads. */
      readonly instead: ReadonlyArray<readonly [theirs: string, ours: string]>;
    };

/** Requests, and the configuration files that they are sent to. */
export interface ManagerSnippet {
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly ManagerStep[];
}

/** What one request was answered. */
export interface ManagerAnswer {
  readonly action: string;
  readonly answer: readonly string[];
}

/** What was recorded of one snippet. */
export interface ManagerRecording {
  readonly recorded: number;
  readonly answers: readonly ManagerAnswer[];
}

const quoted = (text: string): string => text.replaceAll('\\n', '\n');

/**
 * Reads a snippet: `> Action: … | Header: …`, `* what the events since the last such line are of`, `. milliseconds`, before a request `~ why ours differs` and, for each
 * difference, `^ theirs => ours`; files begin with `--- name.conf`. @throws Error for a line that is none of these.
 */
export function readManagerSnippet(source: string): ManagerSnippet {
  const [script = '', ...parts] = source.split(/^--- /m);
  const files = parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const);
  const steps: ManagerStep[] = [];
  let differs: string | undefined;
  let instead: Array<readonly [string, string]> = [];
  for (const line of script.split('\n')) {
    const text = line.slice(2);
    if (line.startsWith('~ ')) differs = text;
    else if (line.startsWith('^ ')) {
      const [theirs = '', ours = ''] = text.split(' => ');
      instead.push([quoted(theirs), quoted(ours)]);
    } else if (line.startsWith('. ')) steps.push({ pauseMs: Number(text) });
    else if (/^[>*] /.test(line)) {
      steps.push({ action: line.startsWith('*') ? line : text, instead, ...(differs !== undefined && { differs }) });
      differs = undefined;
      instead = [];
    } else if (line !== '' && !line.startsWith(';')) throw new Error(`no line of a manager snippet: ${line}`);
  }
  return { files: Object.fromEntries(files), steps };
}

/** Where snippets have their music on hold: one file of silence. */
export const MUSIC_FOLDER = '/tmp/asterism-conformance-moh';

/** The manager's part of the configuration, which a snippet need not give. */
export function managerConf(port: number): string {
  return `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${port}\n[boss]\nsecret=s\nread=all\nwrite=all\n[guest]\nsecret=s\nread=call\nwrite=call\n[dialler]\nsecret=s\nread=call\nwrite=call,originate\n[setter]\nsecret=s\nread=call\nwrite=call,reporting,user,command\n`;
}

/** Channels and bridges in the order in which they came, for requests to name them and answers to be compared. */
export class SeenNames {
  readonly #channels: string[] = [];
  readonly #bridges: string[] = [];
  readonly #ids: string[] = [];

  /** Takes note of what an event tells, as a text of one header a line. */
  see(event: string): void {
    const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? '';
    if (/^Event: Newchannel$/m.test(event)) {
      this.#channels.push(header('Channel'));
      this.#ids.push(header('Uniqueid'));
    } else if (/^Event: BridgeCreate$/m.test(event)) this.#bridges.push(header('BridgeUniqueid'));
  }

  /** A request with the names in it. */
  filled(action: string): string {
    return action
      .replace(/%b(\d+)/g, (all, number) => this.#bridges[Number(number) - 1] ?? all)
      .replace(/%(\d+)/g, (all, number) => this.#channels[Number(number) - 1] ?? all);
  }

  /** An answer without what is another one each time. */
  plain(text: string): string {
    let plain = text;
    for (const [index, name] of this.#channels.entries()) plain = plain.replaceAll(name, `%${index + 1}`);
    for (const [index, id] of this.#bridges.entries()) plain = plain.replaceAll(id, `%b${index + 1}`);
    for (const [index, id] of this.#ids.entries()) plain = plain.replaceAll(id, `#${index + 1}`);
    return plain
      .replace(
        /^(Timestamp|DurationMs|CoreStartupDate|CoreStartupTime|CoreReloadDate|CoreReloadTime|BridgeTechnology): .*$/gm,
        '$1: *',
      )
      .replace(/^(Duration|BillableSeconds|Seconds|AnsweredTime|Uptime|LastReload): [\d:]+$/gm, '$1: *')
      .replace(/^((?:Start|Answer|End|Event)Time): [\d: -]+$/gm, '$1: *')
      .replace(/^Challenge: \d+$/gm, 'Challenge: *')
      .replace(/[ \t]+$/gm, '')
      .replace(/\n{2,}/g, '\n\n')
      .trimEnd();
  }
}

/** Told at times of their own, by other threads, or of no call. */
const APART =
  /^Event: (TestEvent|SuccessfulAuth|ChallengeSent|FullyBooted|DeviceStateChange|ExtensionStatus|RTCPSent|RTCPReceived|PeerStatus|VarSet|Cdr|CEL|ConfbridgeTalking)$/m;

/**
 * Events as they are compared: in order for each channel, and each bridge, that they are of. Between them there is no order, since
 * Asterisk's threads tell of them as they get to it.
 */
export function eventsOfSubjects(events: readonly string[]): string {
  const subjects = new Map<string, string[]>();
  for (const event of events) {
    if (event === '' || APART.test(event)) continue;
    const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? '';
    const name = header('Event');
    const who =
      header('DestChannel') ||
      header('Channel') ||
      header('LocalOneChannel') ||
      header('ParkeeChannel') ||
      header('TransfererChannel') ||
      header('OrigTransfererChannel') ||
      header('BridgeUniqueid');
    // Bridges are told of by a thread of its own there, so that what else happens on a channel comes at any time.
    const apart =
      /^(Originate|Bridge|Confbridge|MusicOnHold|Parked|UnParked|AttendedTransfer|BlindTransfer|MixMonitor)/.exec(
        name,
      )?.[1];
    const subject = `${who} ${apart ?? ''}`;
    const text = name === 'BridgeLeave' ? event.replace(/^(Context|Exten|Priority): .*\n/gm, '') : event;
    subjects.set(subject, [...(subjects.get(subject) ?? []), text]);
  }
  return [...subjects]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, list]) => list)
    .join('\n\n');
}

/** Those of some names alone, in order for each name and what they are of. */
export function eventsNamed(names: readonly string[], events: readonly string[]): string {
  const header = (event: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? '';
  const subject = (event: string): string =>
    ['Event', 'Device', 'Exten', 'Mailbox', 'Channel'].map((name) => header(event, name)).join(' ');
  return names
    .flatMap((name) => {
      const told = events.filter((event) => header(event, 'Event') === name);
      return [...new Set(told.map(subject))].sort().flatMap((of) => told.filter((event) => subject(event) === of));
    })
    .join('\n\n');
}

/** Lists that come in the order of a hash table there. */
const UNORDERED = /^Event: (CoreShowChannel|Status|BridgeInfoChannel|BridgeListItem|DeviceStateChange)$/m;

/** An answer as it is compared: elements of lists that have no order there are put into one. */
export function comparableAnswer(lines: readonly string[] = []): string {
  const messages = lines.join('\n').split('\n\n');
  const listed = messages.filter((message) => UNORDERED.test(message)).sort();
  return messages.map((message) => (UNORDERED.test(message) ? (listed.shift() ?? '') : message)).join('\n\n');
}
