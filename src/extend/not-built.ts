/**
 * Why names of Asterisk's inventory are not built: refused for good, with the reason, or waiting for a part of the PBX.
 * The checker and the compatibility page tell it; a name that is neither here nor built just waits.
 */

/** Names that share a fate, parted by blanks, and what it is. */
type Fates = ReadonlyArray<readonly [names: string, fate: string]>;

const SPEECH = 'speech recognition is an engine of somebody else’s; AGI and the manager interface reach one';
const ODBC = 'ODBC needs drivers of the system’s; func_realtime and the database functions keep data without';
const FAX = 'fax needs a modem in software';
const ADSI = 'ADSI phones are no longer made';

const REFUSED_APPLICATIONS: Fates = [
  [
    'SpeechActivateGrammar SpeechBackground SpeechCreate SpeechDeactivateGrammar SpeechDestroy SpeechLoadGrammar SpeechProcessingSound SpeechStart SpeechUnloadGrammar',
    SPEECH,
  ],
  ['ODBC_Commit ODBC_Rollback', ODBC],
  ['ReceiveFAX SendFAX', FAX],
  ['ADSIProg GetCPEID', ADSI],
  ['DAHDIScan', 'it listens to telephony cards'],
  ['JACK', 'it needs a JACK audio server'],
  ['SMS', 'text messages by modem tones over analog lines are no longer offered'],
  ['TestClient TestServer', 'they measure analog lines between two Asterisks'],
  ['ICES NBScat', 'it pipes audio to a program that is no longer made'],
];

const REFUSED_FUNCTIONS: Fates = [
  ['SPEECH SPEECH_ENGINE SPEECH_GRAMMAR SPEECH_RESULTS_TYPE SPEECH_SCORE SPEECH_TEXT', SPEECH],
  ['ODBC', ODBC],
  ['FAXOPT', FAX],
  ['FRAME_TRACE', 'audio and signalling pass as no frames here; the debug commands of each protocol show them'],
  ['SMDI_MSG SMDI_MSG_RETRIEVE', 'SMDI is a serial line to a voice mail system of another exchange'],
  ['JACK_HOOK', 'it needs a JACK audio server'],
  ['STIR_SHAKEN', 'signed caller numbers need certificates that only carriers of some countries get'],
  ['GEOLOC_PROFILE', 'locations in SIP messages (RFC 6442) are not carried'],
];

const QUEUES = 'call queues';
const MINIVM = 'the small voicemail (minivm.conf)';
const COMPLETION = 'call completion (CCSS)';

const WAITING_APPLICATIONS: Fates = [
  ['AddQueueMember PauseQueueMember Queue QueueLog QueueUpdate RemoveQueueMember UnpauseQueueMember', QUEUES],
  ['MinivmAccMess MinivmDelete MinivmGreet MinivmMWI MinivmNotify MinivmRecord', MINIVM],
  ['CallCompletionCancel CallCompletionRequest', COMPLETION],
  ['Stasis', 'ARI'],
];

const WAITING_FUNCTIONS: Fates = [
  [
    'QUEUE_EXISTS QUEUE_GET_CHANNEL QUEUE_MEMBER QUEUE_MEMBER_COUNT QUEUE_MEMBER_LIST QUEUE_MEMBER_PENALTY QUEUE_VARIABLES QUEUE_WAITING_COUNT',
    QUEUES,
  ],
  ['MINIVMACCOUNT MINIVMCOUNTER', MINIVM],
  ['CALLCOMPLETION', COMPLETION],
];

const ADVICE = 'no protocol here tells what a call costs';
const CARDS = 'it tells of telephony cards';

const REFUSED_ACTIONS: Fates = [
  ['FAXSession FAXSessions FAXStats', FAX],
  ['AOCMessage', ADVICE],
  [
    'BridgeTechnologySuspend BridgeTechnologyUnsuspend',
    'one engine joins all channels, so that no way to do so can be left out',
  ],
  ['ConfbridgeSetSingleVideoSrc', 'conferences carry sound'],
];

const WAITING_ACTIONS: Fates = [
  [
    'QueueAdd QueueChangePriorityCaller QueueLog QueueMemberRingInUse QueuePause QueuePenalty QueueReload QueueRemove QueueReset QueueRule QueueStatus QueueSummary QueueWithdrawCaller',
    QUEUES,
  ],
];

const REFUSED_EVENTS: Fates = [
  ['FAXSession FAXSessionsComplete FAXSessionsEntry FAXStats FAXStatus ReceiveFAX SendFAX', FAX],
  ['AOC-D AOC-E AOC-S', ADVICE],
  ['Alarm AlarmClear DAHDIChannel DNDState SpanAlarm SpanAlarmClear', CARDS],
  ['MCID', 'malicious calls are marked by ISDN alone'],
  ['LocalOptimizationBegin LocalOptimizationEnd', 'a Local pair stays in the path of its call'],
  ['InvalidTransport', 'a phone may come over every transport that is listened on'],
  ['Rename', 'channels keep their names: a transfer moves the parties of a bridge'],
  ['BridgeMerge', 'of two bridges that become one the parties move one by one'],
  ['BridgeVideoSourceUpdate', 'conferences carry sound'],
  [
    'AuthMethodNotAllowed LoadAverageLimit MemoryLimit RequestNotSupported UnexpectedAddress',
    'Asterisk names it and has no occasion to tell it',
  ],
];

const WAITING_EVENTS: Fates = [
  [
    'QueueCallerAbandon QueueCallerJoin QueueCallerLeave QueueEntry QueueMemberAdded QueueMemberPause QueueMemberPenalty QueueMemberRemoved QueueMemberRinginuse QueueMemberStatus QueueParams',
    QUEUES,
  ],
  [
    'AgentCalled AgentComplete AgentConnect AgentDump AgentLogin AgentLogoff AgentRingNoAnswer Agents AgentsComplete',
    'call queues and their agents',
  ],
  ['MiniVoiceMail', MINIVM],
  ['MWIGet MWIGetComplete', 'mailboxes that programs outside keep (res_mwi_external)'],
];

function fateOf(fates: Fates, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return fates.find(([names]) => names.toLowerCase().split(' ').includes(wanted))?.[1];
}

/** Why an application of Asterisk's will not be built; undefined for one that is or will be. In any case. */
export const whyApplicationRefused = (name: string): string | undefined => fateOf(REFUSED_APPLICATIONS, name);
/** Why a function of Asterisk's will not be built; undefined for one that is or will be. */
export const whyFunctionRefused = (name: string): string | undefined => fateOf(REFUSED_FUNCTIONS, name);
/** The part of the PBX that an application waits for, where that is told. In any case. */
export const applicationWaitsFor = (name: string): string | undefined => fateOf(WAITING_APPLICATIONS, name);
/** The part of the PBX that a function waits for, where that is told. */
export const functionWaitsFor = (name: string): string | undefined => fateOf(WAITING_FUNCTIONS, name);
/** Why an action of Asterisk's will not be built; undefined for one that is or will be. In any case. */
export const whyActionRefused = (name: string): string | undefined => fateOf(REFUSED_ACTIONS, name);
/** The part of the PBX that an action waits for, where that is told. In any case. */
export const actionWaitsFor = (name: string): string | undefined => fateOf(WAITING_ACTIONS, name);
/** Why an event of Asterisk's will not be told; undefined for one that is or will be. */
export const whyEventRefused = (name: string): string | undefined => fateOf(REFUSED_EVENTS, name);
/** The part of the PBX that an event waits for, where that is told. */
export const eventWaitsFor = (name: string): string | undefined => fateOf(WAITING_EVENTS, name);
