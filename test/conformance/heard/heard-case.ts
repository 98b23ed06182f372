/** A call of a case: what it runs, and what the one who calls says and presses meanwhile. */
export interface HeardCall {
  /** The steps of the call, `App(arguments)` each; `{box}` is the case's own mailbox, `{room}` its conference. */
  readonly runs: readonly string[];
  /** From the answer on, in this order: `quiet 2.5, hum 3, press 1*` (seconds). The caller hangs up after the last. */
  readonly says: string;
  /** Seconds after the others of the case; 0 unless given. */
  readonly at?: number;
  /** It is what a call of the case calls, as `Local/NAME-2@says`: it runs nothing, and is not made by itself. */
  readonly called?: boolean;
  /** The context: `box` has the extensions o, a, 5 and h, `bare` only h. */
  readonly context?: 'box' | 'bare';
}

/** Calls that Asterisk and ours must answer with the same prompts and the same steps. */
export interface HeardCase {
  readonly name: string;
  readonly calls: readonly HeardCall[];
  /** The options of the case's mailbox, as in voicemail.conf; it has one where this is given or {@link holds}. */
  readonly mailbox?: string;
  /** What the mailbox holds at first: messages by folder, and greetings. */
  readonly holds?: { readonly messages?: Readonly<Record<string, number>>; readonly greetings?: readonly string[] };
  /** The caller is gone before the end: what is played to nobody is not compared. */
  readonly leavesEarly?: boolean;
  /** Why ours differs on purpose. */
  readonly differs?: string;
}

/** Cases that are played at the same time, with the configuration that they need. */
export interface HeardFamily {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Appended to voicemail.conf's [general]. */
  readonly mailboxes?: string;
  /** Appended to extensions.conf. */
  readonly sections?: string;
  readonly cases: readonly HeardCase[];
}

/** What was seen of one case. */
export interface Heard {
  /** By call: `play PROMPT`, `run EXTEN:PRIORITY App(arguments)`, `warning TEXT`. */
  readonly calls: ReadonlyArray<readonly string[]>;
  /** What was played into its conference. */
  readonly room?: readonly string[];
  /** What the mailbox holds afterwards: `INBOX/msg0000.wav`, of texts with what they say. */
  readonly files?: readonly string[];
}

/** A recording: what Asterisk did, and how long the prompts are that it played, in milliseconds. */
export interface HeardRecording {
  readonly prompts: Readonly<Record<string, number>>;
  readonly cases: Readonly<Record<string, Heard>>;
}

/** The cases begin so many seconds after one another, so that none has to wait for the others. */
const APART_SECONDS = 0.04;

/** The mailbox of the case with this place in its family. */
export function boxOf(family: HeardFamily, one: HeardCase): string {
  return String(1000 + family.cases.indexOf(one));
}

/** The name of a call's extension. */
function extenOf(one: HeardCase, index: number): string {
  return `${one.name}-${index + 1}`;
}

const SAYS = /^(quiet|hum|press) (\S+)$/;

function saying(step: string): string {
  const [, what, how = ''] = SAYS.exec(step) ?? [];
  if (what === undefined) throw new Error(`nobody can do this: ${step}`);
  return what === 'press' ? `SendDTMF(${how})` : `Playback(\${ASTSPOOLDIR}/${soundName(step)})`;
}

function soundName(step: string): string {
  return step.replace(' ', '-').replace('.', '-');
}

/** The sounds that callers make, by name, with their length in seconds. */
export function callerSounds(family: HeardFamily): Map<string, { readonly seconds: number; readonly hum: boolean }> {
  const steps = family.cases.flatMap(({ calls }) => calls.flatMap(({ says }) => says.split(', ')));
  return new Map(
    steps
      .filter((step) => !step.startsWith('press'))
      .map((step) => [soundName(step), { seconds: Number(step.split(' ')[1]), hum: step.startsWith('hum') }]),
  );
}

/** The console commands that make the calls of a family, each with the second at which it is given. */
export function commandsOf(family: HeardFamily): ReadonlyArray<{ readonly at: number; readonly line: string }> {
  return family.cases
    .flatMap((one, place) =>
      one.calls.flatMap(({ context = 'box', at = 0, called = false }, index) => {
        const exten = extenOf(one, index);
        const line = `channel originate Local/${exten}@${context}/n extension ${exten}@says`;
        return called ? [] : [{ at: at + place * APART_SECONDS, line }];
      }),
    )
    .sort((one, other) => one.at - other.at);
}

/** The seconds that the family lasts, with what follows the last word. */
export function secondsOf(family: HeardFamily): number {
  const ends = family.cases.map(({ calls }, index) =>
    Math.max(
      ...calls.map(({ says, at = 0 }) =>
        says
          .split(', ')
          .reduce(
            (sum, step) => sum + (step.startsWith('press') ? (step.length - 6) * 0.35 : Number(step.split(' ')[1])),
            at + index * APART_SECONDS,
          ),
      ),
    ),
  );
  return Math.max(...ends) + 12;
}

/** What a caller says, step by step; `{box}` is its mailbox, `{rest}` that without the first digit. */
function inWords(family: HeardFamily, one: HeardCase, says: string): string[] {
  const box = boxOf(family, one);
  return says.replaceAll('{box}', box).replaceAll('{rest}', box.slice(1)).split(', ');
}

/** The configuration of a family. */
export function heardFiles(family: HeardFamily): Record<string, string> {
  const lines = (context: string): string =>
    family.cases
      .flatMap((one) =>
        one.calls.flatMap((call, index) => {
          if (call.called || (call.context ?? 'box') !== context) return [];
          const steps = [...call.runs, 'NoOp(after ${VMSTATUS})'].map((step) =>
            step.replaceAll('{box}', boxOf(family, one)).replaceAll('{room}', `room-${one.name}`),
          );
          return steps.map((step, at) => `${at === 0 ? `exten => ${extenOf(one, index)},1` : ' same => n'},${step}`);
        }),
      )
      .join('\n');
  const says = family.cases.flatMap((one) =>
    one.calls.flatMap(({ says: steps }, index) =>
      [...inWords(family, one, steps).map(saying), 'Hangup()'].map(
        (step, at) => `${at === 0 ? `exten => ${extenOf(one, index)},1` : ' same => n'},${step}`,
      ),
    ),
  );
  const boxes = family.cases
    .filter(({ mailbox, holds }) => mailbox !== undefined || holds !== undefined)
    .map((one) => `${boxOf(family, one)} => 4321,Owner of ${one.name},,,${one.mailbox ?? ''}`);
  return {
    'extensions.conf': [
      '[general]',
      '[box]',
      lines('box'),
      ...['o', 'a', '5'].map((exten) => `exten => ${exten},1,NoOp(came to ${exten} with \${VMSTATUS})`),
      'exten => h,1,NoOp(over with ${VMSTATUS})',
      '[bare]',
      lines('bare'),
      'exten => h,1,NoOp(over with ${VMSTATUS})',
      '[digits]',
      'exten => 7,1,NoOp(came to 7 with ${VMSTATUS})',
      '[says]',
      ...says,
      family.sections ?? '',
      '',
    ].join('\n'),
    'voicemail.conf': `[general]\nformat=wav\n${family.mailboxes ?? ''}[default]\n${boxes.join('\n')}\n`,
    ...family.files,
  };
}

const STEP = /^Executing \[([^@\]]*)@\w+:(\d+)\] (\w+)\("([^"]*)", "(.*)"\) in new stack$/s;
const MOVING = /^Channel Local\/([\w-]+)-\d@(?:box|bare)-[0-9a-f]+;2 (joined|left) 'softmix'/;
const PLAYING = /^<([^>]+)> Playing '([^']+?)(?:\.\w+)?'/;

/** Sorts the lines of a log by case. A line is `LEVEL text`. */
export function heardOf(family: HeardFamily, log: readonly string[]): Map<HeardCase, Heard> {
  const calls = new Map<string, string[]>();
  const rooms = new Map<string, string[]>();
  const present = new Map<string, number>();
  const channelCall = (channel: string): string[] | undefined => {
    const [, exten] = /^Local\/([\w-]+)@(?:(?:box|bare)-[0-9a-f]+;2|says-[0-9a-f]+;1)$/.exec(channel) ?? [];
    if (exten === undefined) return undefined;
    const list = calls.get(exten) ?? [];
    calls.set(exten, list);
    return list;
  };
  for (const line of log) {
    const text = line.replace(/^\w+ /, '');
    const step = STEP.exec(text);
    if (step) {
      const [, exten = '', priority, app, channel = '', data = ''] = step;
      const name = exten.replace(/^[\w-]+-\d$/, 'main');
      channelCall(channel)?.push(`run ${name}:${priority} ${app}(${data.replace(/\/\S*\/spool\//, 'SPOOL/')})`);
      continue;
    }
    const [, mover = '', moved] = MOVING.exec(text) ?? [];
    if (moved) present.set(mover, (present.get(mover) ?? 0) + (moved === 'joined' ? 1 : -1));
    const [, channel = '', prompt = ''] = PLAYING.exec(text) ?? [];
    const shown = prompt
      .replace(/^.*\/spool\//, 'SPOOL/')
      .replace(/\/(tmp\/|confbridge-name-|followme\.)[^/]+$/, '/$1X');
    const [, room] = /^CBAnn\/room-([a-z-]+?)(?:-[0-9a-f]{8};1)?$/.exec(channel) ?? [];
    // what the last one to leave leaves behind is heard by nobody
    if (room !== undefined && present.get(room) === 0) continue;
    if (room !== undefined) rooms.set(room, [...(rooms.get(room) ?? []), `play ${shown}`]);
    else if (channel !== '') channelCall(channel)?.push(`play ${shown}`);
  }
  return new Map(
    family.cases.map((one) => {
      const room = rooms.get(one.name);
      return [one, { calls: one.calls.map((_, index) => calls.get(extenOf(one, index)) ?? []), ...(room && { room }) }];
    }),
  );
}

/** What is compared with `other`: lengths of messages may be a second longer or shorter. */
export function comparable(one: HeardCase, heard: Heard | undefined, other?: Heard): Heard | undefined {
  if (!heard) return heard;
  const files = heard.files?.map((file, index) => {
    const [length, theirs] = [lengthIn(file), lengthIn(other?.files?.[index])];
    return Math.abs(length - theirs) <= 1 ? file.replace(LENGTH, `duration=${theirs}`) : file;
  });
  const calls = one.leavesEarly
    ? heard.calls.map((lines) => lines.filter((line) => !line.startsWith('play ')))
    : heard.calls;
  return { ...heard, calls, ...(files && { files }) };
}

const LENGTH = /duration=(\d+)/;

function lengthIn(file = ''): number {
  return Number(LENGTH.exec(file)?.[1] ?? Number.NaN);
}

/** The prompts that are played in what was heard. */
export function promptsIn(seen: Iterable<Heard>): Set<string> {
  const prompts = new Set<string>();
  for (const { calls, room = [] } of seen)
    for (const line of [...calls.flat(), ...room])
      if (line.startsWith('play ') && !line.includes('SPOOL')) prompts.add(line.slice(5));
  return prompts;
}
