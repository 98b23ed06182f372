import { asteriskCliCommands } from './inventory.ts';

/** Commands that share a fate: the words that they begin with, parted by bars, and what it is. */
type CommandFates = ReadonlyArray<readonly [beginnings: string, fate: string]>;

const REFUSED: CommandFates = [
  [
    'core ping taskprocessor|core reset taskprocessor|core reset taskprocessors|core show taskprocessor|core show taskprocessors',
    'there are no task processors: everything but audio runs in one thread',
  ],
  ['core show threads', 'there are two threads, one for calls and one for audio'],
  ['core clear profile|core show profile', 'node --cpu-prof profiles the program'],
  ['core set trace', 'core trace tells the way of a call, and core set debug the rest'],
  [
    'core set debug category|core set debug channel|no debug channel',
    'core set debug takes a module, and core trace a channel',
  ],
  [
    'bridge technology suspend|bridge technology unsuspend',
    'channels are joined by one mixer, which cannot be suspended',
  ],
  [
    'dialplan debug|dialplan set extenpatternmatchnew',
    'there is one way to match extensions, and core trace tells what it has led to',
  ],
  ['dnsmgr', 'names are looked up again when they are used'],
  ['fax|udptl', 'fax needs a modem in software'],
  ['geoloc', 'locations in SIP messages (RFC 6442) are not carried'],
  ['keys', 'RSA keys are those of IAX2, which is not spoken'],
  ['malloc trim', 'the runtime gives memory back by itself'],
  ['media cache', 'sounds from the web are not kept'],
  ['pjproject', 'there is no such library underneath'],
  [
    'pjsip dump endpt|pjsip show scheduled_tasks|pjsip show transport-monitors|pjsip show unidentified_requests|pjsip list ciphers',
    'it tells of the inner life of another SIP stack',
  ],
  ['pjsip export config_wizard', 'pjsip.conf is read as it is'],
  ['sip show sched', 'it tells of the inner life of another SIP stack'],
  ['sip prune realtime', 'peers are not kept in a database'],
  ['sorcery memory cache', 'configuration is not kept in a database'],
  ['stasis show', 'asterism has one event bus, without topics of its own for each thing'],
  ['stir_shaken', 'signed caller numbers need certificates that only carriers of some countries get'],
  ['test', 'npm test runs the tests'],
  ['timing test', 'audio is paced by one timer of the media thread, and npm run bench measures it'],
  ['stun set debug', 'ICE and STUN come with browser phones'],
  ['cdr set debug', 'cdr show active tells the records as they are'],
  ['ulimit', 'the shell or systemd sets limits'],
  ['aoc set debug', 'advice of charge comes from ISDN lines'],
  ['ael set debug', 'asterism check tells what is wrong in extensions.ael'],
  ['manager show eventq', 'events are handed on at once'],
  ['moh unregister class', 'classes of music are not kept in a database'],
  ['say load', 'the rules of languages are built in'],
  ['xmldoc dump', 'the manual is generated with npm run docs'],
  ['!', 'it is a word of the console itself: asterism -r, then !command'],
];

const WAITING: CommandFates = [
  ['minivm', 'the small voicemail (minivm.conf)'],
  ['cc cancel|cc report status', 'call completion (CCSS)'],
];

function fateOf(fates: CommandFates, line: string): string | undefined {
  const words = line.trim().toLowerCase();
  const begins = (beginning: string): boolean => words === beginning || words.startsWith(`${beginning} `);
  return fates.find(([beginnings]) => beginnings.split('|').some(begins))?.[1];
}

/** Why a console command of Asterisk's will not be built; undefined for one that is or will be. */
export const whyCommandRefused = (line: string): string | undefined => fateOf(REFUSED, line);
/** The part of the PBX that a console command waits for, where that is told. */
export const commandWaitsFor = (line: string): string | undefined => fateOf(WAITING, line);

/** What to answer to a line that is a command of Asterisk's which is not built here, and why; undefined for any other line. */
export function notBuiltAnswer(line: string): string | undefined {
  const words = line.trim().toLowerCase();
  const name = asteriskCliCommands
    .filter((one) => words === one || words.startsWith(`${one} `))
    .sort((a, b) => b.length - a.length)[0];
  if (name === undefined) return undefined;
  const refused = whyCommandRefused(name);
  if (refused !== undefined) return `'${name}' is not there: ${refused}.\n`;
  const part = commandWaitsFor(name);
  return part === undefined ? undefined : `'${name}' is not built yet: it waits for ${part}.\n`;
}
