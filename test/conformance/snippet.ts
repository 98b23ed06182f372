import type { LogRecord } from '../../src/base/log.ts';

/** One line of a snippet. */
export interface Line {
  /** A text of which the value counts, or an application that is run. */
  readonly kind: 'text' | 'application';
  readonly text: string;
  /** Why ours differs on purpose. */
  readonly differs?: string;
}

/** A call into the dialplan of a snippet, or a command of the console. */
export interface Start {
  /** `exten@context`, or the command. */
  readonly at: string;
  /** Why ours differs on purpose. */
  readonly differs?: string;
}

/** A dialplan and the calls that are made into it. */
export interface Snippet {
  readonly dialplan: string;
  readonly starts: readonly Start[];
  /** Console commands that are run after the calls. */
  readonly commands: readonly Start[];
  /** Of a snippet of lines, whose one call runs them in order. */
  readonly lines?: readonly Line[];
}

/** What became of a line: its value if it is a text, and whatever was logged for it. */
export interface LineOutcome {
  readonly text: string;
  readonly value?: string;
  readonly log?: readonly string[];
}

/** What was logged for a call, or printed by a command. */
export interface CallOutcome {
  readonly at: string;
  readonly log: readonly string[];
}

/** What was recorded of one snippet. */
export interface Recording {
  /** When, in milliseconds since 1970, for what hangs on the time. */
  readonly recorded: number;
  readonly lines?: readonly LineOutcome[];
  readonly calls?: readonly CallOutcome[];
  readonly commands?: readonly CallOutcome[];
}

/** Variables that every snippet of lines has. */
const GIVEN = ['ABC=abcdefghij', 'N1=1', 'EMPTY=', 'NUM=5551234', 'Q="q"', 'SP= a b ', 'PI=1555-a-b', 'LST=a,b,c,d'];

const HEAD = ['[general]', 'clearglobalvars=yes', '[globals]', 'G1=glob'];

/** Lines of a `.txt` snippet: `= text`, `! Application()`, `~ why the next one differs`; from a `[context]` on, a dialplan that they use. */
function readLines(source: string): { lines: Line[]; contexts: string } {
  const lines: Line[] = [];
  const all = source.split('\n');
  const end = all.findIndex((line) => /^\[[\w-]+\]/.test(line));
  let differs: string | undefined;
  for (const line of end < 0 ? all : all.slice(0, end)) {
    const text = line.slice(2);
    if (line.startsWith('~ ')) differs = text;
    else if (/^[=!]( |$)/.test(line)) {
      const kind = line.startsWith('=') ? 'text' : 'application';
      lines.push({ kind, text, ...(differs !== undefined && { differs }) });
      differs = undefined;
    } else if (line !== '' && !line.startsWith(';')) throw new Error(`neither '= ', '! ', '~ ' nor '; ': ${line}`);
  }
  return { lines, contexts: end < 0 ? '' : all.slice(end).join('\n') };
}

/** The priority of the first line's step; each line has two, of which the second is the one to look at. */
const FIRST = GIVEN.length + 2;

function probe({ kind, text }: Line): string[] {
  const written = text.replaceAll(';', '\\;');
  return kind === 'text' ? ['NoOp()', `NoOp(${written})`] : [written, 'NoOp()'];
}

function directives(source: string, word: string): Start[] {
  return [...source.matchAll(new RegExp(`^;${word} (.+?)(?: ~ (.*))?$`, 'gm'))].map(([, at = '', differs]) => ({
    at,
    ...(differs !== undefined && { differs }),
  }));
}

/** Reads a snippet: lines (`.txt`), or a dialplan with lines `;call exten@context` and `;command …` (`.conf`). @throws Error for a line that is none. */
export function readSnippet(file: string, source: string): Snippet {
  if (file.endsWith('.conf'))
    return { dialplan: source, starts: directives(source, 'call'), commands: directives(source, 'command') };
  const { lines, contexts } = readLines(source);
  const steps = [...GIVEN.map((one) => `Set(${one})`), ...lines.flatMap(probe)].map((step) => ` same => n,${step}`);
  const dialplan = [...HEAD, '[probe]', 'exten => s,1,NoOp()', ...steps, contexts].join('\n');
  return { dialplan, starts: [{ at: 's@probe' }], commands: [], lines };
}

const STEP = /^VERBOSE Executing \[s@probe:(\d+)\] \w+\("CH", "(.*)"\) in new stack$/s;

/** Tells what one call's log says of each line. @throws Error if the call did not come to a line. */
export function outcomes(lines: readonly Line[], log: readonly string[]): LineOutcome[] {
  const found = new Map<number, LineOutcome>();
  let pending: string[] = [];
  for (const entry of log) {
    const step = STEP.exec(entry);
    const place = step ? Number(step[1]) - FIRST : -1;
    const line = lines[Math.floor(place / 2)];
    if (!step || !line || place < 0) {
      if (!step) pending.push(entry);
    } else if (place % 2 === 1) {
      const value = line.kind === 'text' ? { value: step[2] ?? '' } : {};
      found.set(Math.floor(place / 2), { text: line.text, ...value, ...(pending.length > 0 && { log: pending }) });
      pending = [];
    }
  }
  return lines.map((line, index) => {
    const outcome = found.get(index);
    if (!outcome) throw new Error(`the call did not come to: ${line.text}`);
    return outcome;
  });
}

/** The place in the dialplan with which a warning of ours ends. */
const PLACE = / \[\S+@\S*:-?\d+( \S+:\d+)?, CH\]$/;

/** A record of ours as recordings have it: the place that a warning names is taken off. */
export function logEntry({ level, message }: LogRecord, channel: string): string {
  return `${level.toUpperCase()} ${message.replaceAll(channel, 'CH').replace(PLACE, '').trimEnd()}`;
}

/** Configuration files that all snippets have, beside their extensions.conf. */
export const givenFiles: Readonly<Record<string, string>> = {
  'voicemail.conf': '[general]\nformat=wav\n[default]\n100 => 4321,First Box\n',
  'sip.conf': [
    '[general]',
    'udpbindaddr=127.0.0.1:25460',
    'domain=known.example',
    '[sipphone]',
    'type=peer',
    'host=dynamic',
    'context=from-phones',
    'callerid=Ada <100>',
    'mailbox=100@default',
    'callgroup=1,3-5',
    'pickupgroup=2',
    'disallow=all',
    'allow=ulaw,alaw',
    'language=fr',
    'accountcode=acct',
    'regexten=1000',
    'setvar=COLOUR=blue',
    'qualify=no',
    '[trunk]',
    'type=peer',
    'host=127.0.0.1',
    'port=5999',
    '',
  ].join('\n'),
  'pjsip.conf': [
    '[pjphone]',
    'type=endpoint',
    'context=from-phones',
    'aors=pjphone',
    'disallow=all',
    'allow=ulaw,alaw',
    'callerid=Grace <200>',
    'dtmf_mode=info',
    '[pjphone]',
    'type=aor',
    'max_contacts=2',
    'contact=sip:pjphone@127.0.0.1:5998',
    '',
  ].join('\n'),
};

/** What Asterisk says of its own future and of its own memory, what ours tells when the file is read, and what hangs on the hour. */
const LEFT_OUT = [
  /^WARNING .* is deprecated/,
  /Dialplan should be updated/,
  /Channel will hangup at/,
  /^WARNING If you have questions/,
  /^WARNING Found duplicate exten/,
  /^NOTICE argbuf /,
];

/** Complaints about arguments that are missing or malformed: the words are each PBX's own. */
const USAGE =
  /^(WARNING|ERROR) .*(Syntax|Usage|[Rr]equire[sd]?\b|[Aa]rgument|needs|[Tt]here is no|Unrecognized option|unknown option|No parameter|[Nn]ot a valid|write in|is read-only|No feature|ExecIf\(<expr>).*/s;

/** A log as it is compared. */
export function comparable(log: readonly string[] = []): string[] {
  return log
    .filter((entry) => !LEFT_OUT.some((pattern) => pattern.test(entry)))
    .map((entry) =>
      entry
        .replace(USAGE, 'usage')
        .replace(/ \(in \S+@\S+:\d+$/, '')
        .replace(/\(now \d+,/, '(now,')
        .replaceAll("'(null)'", "''"),
    )
    .filter((entry, index, all) => entry !== 'usage' || all[index - 1] !== 'usage');
}
