/** The folders of a mailbox that can be chosen by their number. */
export const FOLDERS = [
  'INBOX',
  'Old',
  'Work',
  'Family',
  'Friends',
  'Cust1',
  'Cust2',
  'Cust3',
  'Cust4',
  'Cust5',
] as const;

/** One message as its text file tells. All times in seconds since 1970. */
export interface MessageFacts {
  readonly origMailbox: string;
  readonly context: string;
  readonly macroContext: string;
  readonly exten: string;
  readonly rdnis: string;
  readonly priority: number;
  readonly callerChannel: string;
  /** `"Name" <number>`, or `Unknown`. */
  readonly callerId: string;
  readonly origDate: string;
  readonly origTime: number;
  readonly category: string;
  readonly messageId: string;
  /** `Urgent` or nothing. */
  readonly flag: string;
  readonly durationSeconds: number;
}

/** The text of a message's file, byte for byte as Asterisk 16 writes it. */
export function writeMessageText(facts: MessageFacts): string {
  const plain = (value: string): string => value.replace(/[\r\n\0]+/g, ' ');
  return [
    ';',
    '; Message Information file',
    ';',
    '[message]',
    `origmailbox=${plain(facts.origMailbox)}`,
    `context=${plain(facts.context)}`,
    `macrocontext=${plain(facts.macroContext)}`,
    `exten=${plain(facts.exten)}`,
    `rdnis=${plain(facts.rdnis)}`,
    `priority=${facts.priority}`,
    `callerchan=${plain(facts.callerChannel)}`,
    `callerid=${plain(facts.callerId)}`,
    `origdate=${plain(facts.origDate)}`,
    `origtime=${facts.origTime}`,
    `category=${plain(facts.category)}`,
    `msg_id=${plain(facts.messageId)}`,
    `flag=${plain(facts.flag)}`,
    `duration=${facts.durationSeconds}`,
    '',
  ].join('\n');
}

/** Reads a message's file; what is missing or torn has empty values, since the sound is what counts. */
export function parseMessageText(text: string): MessageFacts {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0 && !line.startsWith(';')) values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const get = (name: string): string => values.get(name) ?? '';
  const number = (name: string): number => Number.parseInt(get(name), 10) || 0;
  return {
    origMailbox: get('origmailbox'),
    context: get('context'),
    macroContext: get('macrocontext'),
    exten: get('exten'),
    rdnis: get('rdnis'),
    priority: number('priority'),
    callerChannel: get('callerchan'),
    callerId: get('callerid'),
    origDate: get('origdate'),
    origTime: number('origtime'),
    category: get('category'),
    messageId: get('msg_id'),
    flag: get('flag'),
    durationSeconds: number('duration'),
  };
}
