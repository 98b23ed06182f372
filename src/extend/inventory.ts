/**
 * The names that Asterisk registers, whether Asterism has built them yet or not. The checker tells by them a name that is
 * Asterisk's and not built here from a misspelt one; the compatibility page answers for each.
 *
 * Names only, read from a running stock Asterisk 16.28, with what its chapters, older and newer releases add.
 */

/** The names in a comma-separated block of text. */
function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Dialplan applications; matched without regard to case. */
export const asteriskApplications: readonly string[] = list(`
  AddQueueMember, ADSIProg, AELSub, AGI, AMD, Answer, AttendedTransfer, Authenticate, BackGround,
  BackgroundDetect, BlindTransfer, Bridge, BridgeAdd, BridgeWait, Busy, CallCompletionCancel,
  CallCompletionRequest, CELGenUserEvent, ChangeMonitor, ChanIsAvail, ChannelRedirect, ChanSpy, ClearHash,
  ConfBridge, ConfKick, Congestion, ContinueWhile, ControlPlayback, DAHDIScan, DateTime, DBdeltree, DeadAGI,
  Dial, Dictate, Directory, DISA, DumpChan, EAGI, Echo, EndWhile, Exec, ExecIf, ExecIfTime, ExitWhile, ExtenSpy,
  ExternalIVR, FollowMe, ForkCDR, GetCPEID, Gosub, GosubIf, Goto, GotoIf, GotoIfTime, Hangup, HangupCauseClear,
  ICES, ImportVar, Incomplete, JACK, Log, Macro, MacroExclusive, MacroExit, MacroIf, MailboxExists, MessageSend,
  Milliwatt, MinivmAccMess, MinivmDelete, MinivmGreet, MinivmMWI, MinivmNotify, MinivmRecord, MixMonitor,
  Monitor, Morsecode, MP3Player, MSet, MusicOnHold, NBScat, NoCDR, NoOp, ODBC_Commit, ODBC_Rollback, Originate,
  Page, Park, ParkAndAnnounce, ParkedCall, PauseMonitor, PauseQueueMember, Pickup, PickupChan, Playback,
  PlayTones, PrivacyManager, Proceeding, Progress, Queue, QueueLog, QueueUpdate, RaiseException, Read,
  ReadExten, ReceiveFAX, ReceiveMF, ReceiveSF, ReceiveText, Record, Reload, RemoveQueueMember, ResetCDR,
  RetryDial, Return, Ringing, SayAlpha, SayAlphaCase, SayDigits, SayMoney, SayNumber, SayOrdinal, SayPhonetic,
  SayUnixTime, SendDTMF, SendFAX, SendImage, SendMF, SendSF, SendText, SendURL, Set, SetAMAFlags, SIPAddHeader,
  SIPDtmfMode, SIPRemoveHeader, SIPSendCustomINFO, SMS, SoftHangup, SpeechActivateGrammar, SpeechBackground,
  SpeechCreate, SpeechDeactivateGrammar, SpeechDestroy, SpeechLoadGrammar, SpeechProcessingSound, SpeechStart,
  SpeechUnloadGrammar, StackPop, StartMusicOnHold, Stasis, StopMixMonitor, StopMonitor, StopMusicOnHold,
  StopPlayTones, StoreDTMF, StreamEcho, System, TestClient, TestServer, ToneScan, Transfer, TryExec, TrySystem,
  UnpauseMonitor, UnpauseQueueMember, UserEvent, Verbose, VMAuthenticate, VMSayName, VoiceMail, VoiceMailMain,
  VoiceMailPlayMsg, Wait, WaitDigit, WaitExten, WaitForCondition, WaitForNoise, WaitForRing, WaitForSilence,
  WaitForTone, WaitUntil, While, Zapateller, MeetMe, MeetMeCount, MeetMeAdmin, MeetMeChannelAdmin, JabberSend,
  JabberSendGroup, JabberJoin, JabberLeave, JabberStatus, SetCDRUserField, If, ElseIf, Else, EndIf, ExitIf
`);

/** Dialplan functions; matched exactly, in upper case. */
export const asteriskFunctions: readonly string[] = list(`
  ABS, AES_DECRYPT, AES_ENCRYPT, AGC, AMI_CLIENT, ARRAY, AST_CONFIG, AST_SORCERY, BASE64_DECODE, BASE64_ENCODE,
  BASENAME, BLACKLIST, CALENDAR_BUSY, CALENDAR_EVENT, CALENDAR_QUERY, CALENDAR_QUERY_RESULT, CALENDAR_WRITE,
  CALLCOMPLETION, CALLERID, CALLERPRES, CDR, CDR_PROP, CHANNEL, CHANNELS, CHANNEL_EXISTS, CHECKSIPDOMAIN,
  CONFBRIDGE, CONFBRIDGE_CHANNELS, CONFBRIDGE_INFO, CONNECTEDLINE, CSV_QUOTE, CURL, CURLOPT, CUT, DB, DB_DELETE,
  DB_EXISTS, DB_KEYCOUNT, DB_KEYS, DEC, DENOISE, DEVICE_STATE, DIALGROUP, DIALPLAN_EXISTS, DIRNAME, ENUMLOOKUP,
  ENUMQUERY, ENUMRESULT, ENV, EVAL, EVAL_EXTEN, EXCEPTION, EXISTS, EXTENSION_STATE, FAXOPT, FEATURE, FEATUREMAP,
  FIELDNUM, FIELDQTY, FILE, FILE_COUNT_LINE, FILE_FORMAT, FILTER, FRAME_DROP, FRAME_TRACE, GEOLOC_PROFILE,
  GLOBAL, GROUP, GROUP_COUNT, GROUP_LIST, GROUP_MATCH_COUNT, HANGUPCAUSE, HANGUPCAUSE_KEYS, HASH, HASHKEYS,
  HINT, HOLD_INTERCEPT, ICONV, IF, IFMODULE, IFTIME, IMPORT, INC, ISNULL, JACK_HOOK, JITTERBUFFER, JSON_DECODE,
  KEYPADHASH, LEN, LISTFILTER, LOCAL, LOCAL_PEEK, LOCK, MAILBOX_EXISTS, MASTER_CHANNEL, MATH, MAX, MD5, MESSAGE,
  MESSAGE_DATA, MIN, MINIVMACCOUNT, MINIVMCOUNTER, MIXMONITOR, MUTEAUDIO, ODBC, PARK_GET_CHANNEL, PASSTHRU,
  PERIODIC_HOOK, PITCH_SHIFT, PJSIP_AOR, PJSIP_CONTACT, PJSIP_DIAL_CONTACTS, PJSIP_DTMF_MODE, PJSIP_ENDPOINT,
  PJSIP_HEADER, PJSIP_HEADERS, PJSIP_MEDIA_OFFER, PJSIP_MOH_PASSTHROUGH, PJSIP_PARSE_URI,
  PJSIP_RESPONSE_HEADERS, PJSIP_SEND_SESSION_REFRESH, POP, PRESENCE_STATE, PUSH, QUEUE_EXISTS,
  QUEUE_GET_CHANNEL, QUEUE_MEMBER, QUEUE_MEMBER_COUNT, QUEUE_MEMBER_LIST, QUEUE_MEMBER_PENALTY, QUEUE_VARIABLES,
  QUEUE_WAITING_COUNT, QUOTE, RAND, REALTIME, REALTIME_DESTROY, REALTIME_FIELD, REALTIME_HASH, REALTIME_STORE,
  REDIRECTING, REGEX, REPLACE, SAYFILES, SCRAMBLE, SET, SHA1, SHARED, SHELL, SHIFT, SIPPEER, SIP_HEADER,
  SIP_HEADERS, SMDI_MSG, SMDI_MSG_RETRIEVE, SORT, SPEECH, SPEECH_ENGINE, SPEECH_GRAMMAR, SPEECH_RESULTS_TYPE,
  SPEECH_SCORE, SPEECH_TEXT, SPRINTF, SRVQUERY, SRVRESULT, STACK_PEEK, STAT, STIR_SHAKEN, STRBETWEEN, STRFTIME,
  STRPTIME, STRREPLACE, SYSINFO, TALK_DETECT, TESTTIME, TIMEOUT, TOLOWER, TONE_DETECT, TOUPPER, TRYLOCK,
  TXTCIDNAME, UNLOCK, UNSHIFT, URIDECODE, URIENCODE, VALID_EXTEN, VERSION, VMCOUNT, VM_INFO, VOLUME,
  MEETME_INFO, JABBER_STATUS, JABBER_RECEIVE, VARIABLE_EXISTS, GLOBAL_EXISTS, GLOBAL_DELETE, TRIM, LTRIM, RTRIM,
  UUID
`);

/** AMI actions; matched without regard to case. */
export const asteriskManagerActions: readonly string[] = list(`
  AGI, AOCMessage, Atxfer, BlindTransfer, Bridge, BridgeDestroy, BridgeInfo, BridgeKick, BridgeList,
  BridgeTechnologyList, BridgeTechnologySuspend, BridgeTechnologyUnsuspend, CancelAtxfer, Challenge,
  ChangeMonitor, Command, ConfbridgeKick, ConfbridgeList, ConfbridgeListRooms, ConfbridgeLock, ConfbridgeMute,
  ConfbridgeSetSingleVideoSrc, ConfbridgeStartRecord, ConfbridgeStopRecord, ConfbridgeUnlock, ConfbridgeUnmute,
  ControlPlayback, CoreSettings, CoreShowChannels, CoreStatus, CreateConfig, DBDel, DBDelTree, DBGet, DBGetTree,
  DBPut, DeviceStateList, DialplanExtensionAdd, DialplanExtensionRemove, Events, ExtensionState,
  ExtensionStateList, FAXSession, FAXSessions, FAXStats, Filter, GetConfig, GetConfigJSON, Getvar, Hangup,
  ListCategories, ListCommands, LocalOptimizeAway, LoggerRotate, Login, Logoff, MailboxCount, MailboxStatus,
  MessageSend, MixMonitor, MixMonitorMute, ModuleCheck, ModuleLoad, Monitor, MuteAudio, Originate, Park,
  ParkedCalls, Parkinglots, PauseMonitor, Ping, PJSIPQualify, PJSIPRegister, PJSIPShowAors, PJSIPShowAuths,
  PJSIPShowContacts, PJSIPShowEndpoint, PJSIPShowEndpoints, PJSIPShowRegistrationInboundContactStatuses,
  PJSIPShowRegistrationsInbound, PJSIPShowRegistrationsOutbound, PJSIPShowResourceLists,
  PJSIPShowSubscriptionsInbound, PJSIPShowSubscriptionsOutbound, PJSIPUnregister, PlayDTMF, PlayMF,
  PresenceState, PresenceStateList, QueueAdd, QueueChangePriorityCaller, QueueLog, QueueMemberRingInUse,
  QueuePause, QueuePenalty, QueueReload, QueueRemove, QueueReset, QueueRule, QueueStatus, QueueSummary,
  QueueWithdrawCaller, Redirect, Reload, SendText, Setvar, ShowDialPlan, SIPnotify, SIPpeers, SIPpeerstatus,
  SIPqualifypeer, SIPshowpeer, SIPshowregistry, SorceryMemoryCacheExpire, SorceryMemoryCacheExpireObject,
  SorceryMemoryCachePopulate, SorceryMemoryCacheStale, SorceryMemoryCacheStaleObject, Status, StopMixMonitor,
  StopMonitor, UnpauseMonitor, UpdateConfig, UserEvent, VoicemailRefresh, VoicemailUsersList,
  VoicemailUserStatus, WaitEvent, JabberSend
`);

/** AMI events. */
export const asteriskManagerEvents: readonly string[] = list(`
  AgentCalled, AgentComplete, AgentConnect, AgentDump, AgentLogin, AgentLogoff, AgentRingNoAnswer, Agents,
  AgentsComplete, AGIExecEnd, AGIExecStart, Alarm, AlarmClear, AOC-D, AOC-E, AOC-S, AorDetail, AorList,
  AsyncAGIEnd, AsyncAGIExec, AsyncAGIStart, AttendedTransfer, AuthDetail, AuthList, AuthMethodNotAllowed,
  BlindTransfer, BridgeCreate, BridgeDestroy, BridgeEnter, BridgeLeave, BridgeMerge, BridgeVideoSourceUpdate, Cdr, CEL,
  ChallengeResponseFailed, ChallengeSent, ChannelTalkingStart, ChannelTalkingStop, ChanSpyStart, ChanSpyStop,
  ConfbridgeEnd, ConfbridgeJoin, ConfbridgeLeave, ConfbridgeList, ConfbridgeMute, ConfbridgeRecord,
  ConfbridgeStart, ConfbridgeStopRecord, ConfbridgeTalking, ConfbridgeUnmute, ContactList, ContactStatus,
  ContactStatusDetail, CoreShowChannel, CoreShowChannelsComplete, DAHDIChannel, DeviceStateChange, DialBegin,
  DialEnd, DialState, DNDState, EndpointDetail, EndpointList, ExtensionStatus, FailedACL, FAXSession,
  FAXSessionsComplete, FAXSessionsEntry, FAXStats, FAXStatus, FullyBooted, Hangup, HangupHandlerPop,
  HangupHandlerPush, HangupHandlerRun, HangupRequest, Hold, IdentifyDetail, InvalidAccountID, InvalidPassword,
  InvalidTransport, Load, LoadAverageLimit, LocalBridge, LocalOptimizationBegin, LocalOptimizationEnd, MCID,
  MeetmeEnd, MeetmeJoin, MeetmeLeave, MeetmeMute, MeetmeTalking, MeetmeTalkRequest, MemoryLimit, MiniVoiceMail,
  MixMonitorMute, MixMonitorStart, MixMonitorStop, MonitorStart, MonitorStop, MusicOnHoldStart, MusicOnHoldStop,
  MWIGet, MWIGetComplete, NewAccountCode, NewCallerid, Newchannel, NewConnectedLine, NewExten, Newstate,
  OriginateResponse, ParkedCall, ParkedCallGiveUp, ParkedCallSwap, ParkedCallTimeOut, PeerStatus, Pickup,
  PresenceStateChange, PresenceStatus, QueueCallerAbandon, QueueCallerJoin, QueueCallerLeave, QueueEntry,
  QueueMemberAdded, QueueMemberPause, QueueMemberPenalty, QueueMemberRemoved, QueueMemberRinginuse,
  QueueMemberStatus, QueueParams, ReceiveFAX, Registry, Reload, Rename, RequestBadFormat, RequestNotAllowed,
  RequestNotSupported, RTCPReceived, RTCPSent, SendFAX, SessionLimit, SessionTimeout, Shutdown,
  SIPQualifyPeerDone, SoftHangupRequest, SpanAlarm, SpanAlarmClear, Status, StatusComplete, SuccessfulAuth,
  TransportDetail, UnexpectedAddress, Unhold, Unload, UnParkedCall, UserEvent, VarSet
`);

/** AGI commands, as their words. */
export const asteriskAgiCommands: readonly string[] = list(`
  answer, asyncagi break, channel status, database del, database deltree, database get, database put, exec,
  get data, get full variable, get option, get variable, hangup, noop, receive char, receive text, record file,
  say alpha, say digits, say number, say phonetic, say date, say time, say datetime, send image, send text,
  set autohangup, set callerid, set context, set extension, set music, set priority, set variable, stream file,
  control stream file, tdd mode, verbose, wait for digit, speech create, speech set, speech destroy,
  speech load grammar, speech unload grammar, speech activate grammar, speech deactivate grammar,
  speech recognize, gosub
`);

/** Console commands, as their words without arguments. */
export const asteriskCliCommands: readonly string[] = list(`
  !, acl show, ael reload, ael set debug read, ael set debug tokens, ael set debug macros,
  ael set debug contexts, ael set debug off, agi dump html, agi exec, agi set debug, agi show commands,
  aoc set debug, bridge kick, bridge show all, bridge show, bridge technology show, bridge technology suspend,
  bridge technology unsuspend, calendar dump sched, calendar show calendar, calendar show calendars,
  calendar show types, cc cancel, cc report status, cdr set debug, cdr show active, cdr show status, cdr submit,
  cel show status, channel originate, channel redirect, channel request hangup, cli check permissions,
  cli reload permissions, cli show aliases, cli show permissions, confbridge kick, confbridge list,
  confbridge lock, confbridge mute, confbridge record start, confbridge record stop, confbridge show menu,
  confbridge show menus, confbridge show profile bridge, confbridge show profile bridges,
  confbridge show profile user, confbridge show profile users, confbridge unlock, confbridge unmute,
  config list, config reload, config show help, core abort shutdown, core clear profile,
  core ping taskprocessor, core reload, core reset taskprocessor, core reset taskprocessors,
  core restart gracefully, core restart now, core restart when convenient, core set debug category,
  core set debug channel, core set debug, core set trace, core set verbose, core show applications,
  core show application, core show calls, core show channels, core show channel, core show channeltypes,
  core show channeltype, core show codecs, core show codec, core show config mappings, core show file formats,
  core show functions, core show function, core show hanguphandlers all, core show hanguphandlers,
  core show help, core show hints, core show hint, core show image formats, core show license,
  core show profile, core show settings, core show sounds, core show sound, core show switches,
  core show sysinfo, core show taskprocessor alerted subsystems, core show taskprocessors, core show threads,
  core show translation, core show uptime, core show version, core show warranty, core stop gracefully,
  core stop now, core stop when convenient, core waitfullybooted, database del, database deltree, database get,
  database put, database query, database show, database showkey, devstate change, devstate list,
  dialplan add extension, dialplan add ignorepat, dialplan add include, dialplan debug, dialplan eval function,
  dialplan locks show, dialplan reload, dialplan remove context, dialplan remove extension,
  dialplan remove ignorepat, dialplan remove include, dialplan set chanvar,
  dialplan set extenpatternmatchnew false, dialplan set extenpatternmatchnew true, dialplan set global,
  dialplan show, dialplan show chanvar, dialplan show globals, dnsmgr refresh, dnsmgr reload, dnsmgr status,
  fax set debug on, fax set debug off, fax show capabilities, fax show session, fax show sessions,
  fax show settings, fax show stats, fax show version, features show, file convert, geoloc list locations,
  geoloc list profiles, geoloc reload, geoloc show gml_shape_defs, geoloc show profiles, group show channels,
  http show status, indication add, indication remove, indication show, keys init, keys show,
  local show channels, logger add channel, logger mute, logger reload, logger remove channel, logger rotate,
  logger set level, logger show channels, logger show levels, malloc trim, manager reload, manager set debug,
  manager show command, manager show commands, manager show connected, manager show eventq, manager show events,
  manager show event, manager show settings, manager show users, manager show user, media cache create,
  media cache delete, media cache refresh, media cache show all, media cache show, minivm list accounts,
  minivm list templates, minivm list zones, minivm reload, minivm show settings, minivm show stats,
  mixmonitor start, mixmonitor stop, mixmonitor list, module load, module refresh, module reload, module show,
  module unload, moh reload, moh show classes, moh show files, moh unregister class, no debug channel,
  pjproject set log level default, pjproject set log level 0, pjproject set log level 1,
  pjproject set log level 2, pjproject set log level 3, pjproject set log level 4, pjproject set log level 5,
  pjproject set log level 6, pjproject show buildopts, pjproject show log level, pjproject show log mappings,
  pjsip dump endpt, pjsip export config_wizard primitives, pjsip list aors, pjsip list auths,
  pjsip list channels, pjsip list ciphers, pjsip list contacts, pjsip list endpoints, pjsip list identifies,
  pjsip list registrations, pjsip list subscriptions inbound, pjsip list subscriptions outbound,
  pjsip list transports, pjsip qualify, pjsip reload qualify aor, pjsip reload qualify endpoint,
  pjsip send register, pjsip send unregister, pjsip set history on, pjsip set history off,
  pjsip set history clear, pjsip set logger on, pjsip set logger off, pjsip set logger host,
  pjsip set logger add, pjsip set logger verbose, pjsip set logger pcap, pjsip show aors, pjsip show aor,
  pjsip show auths, pjsip show auth, pjsip show channels, pjsip show channel, pjsip show channelstats,
  pjsip show contacts, pjsip show contact, pjsip show endpoints, pjsip show endpoint, pjsip show history,
  pjsip show identifiers, pjsip show identifies, pjsip show identify, pjsip show qualify aor,
  pjsip show qualify endpoint, pjsip show registrations, pjsip show registration, pjsip show scheduled_tasks,
  pjsip show settings, pjsip show subscription inbound, pjsip show subscription outbound,
  pjsip show subscriptions inbound, pjsip show subscriptions outbound, pjsip show transport-monitors,
  pjsip show transports, pjsip show transport, pjsip show unidentified_requests, pjsip show version,
  presencestate change, presencestate list, realtime destroy, realtime load, realtime store, realtime update,
  realtime update2, rtcp set debug on, rtcp set debug off, rtcp set debug ip, rtcp set stats on,
  rtcp set stats off, rtp set debug on, rtp set debug off, rtp set debug ip, rtp show settings, say load,
  sip notify, sip prune realtime, sip qualify peer, sip reload, sip set debug on, sip set debug off,
  sip set debug ip, sip set debug peer, sip set history on, sip set history off, sip show channels,
  sip show subscriptions, sip show channelstats, sip show channel, sip show domains, sip show history,
  sip show inuse, sip show mwi, sip show objects, sip show peers, sip show peer, sip show registry,
  sip show sched, sip show settings, sip show tcp, sip show users, sip show user, sip unregister,
  sorcery memory cache dump, sorcery memory cache expire, sorcery memory cache populate,
  sorcery memory cache show, sorcery memory cache stale, stasis show topics, stasis show topic,
  stir_shaken show certificate, stir_shaken show certificates, stir_shaken show general,
  stir_shaken show profile, stir_shaken show profiles, stir_shaken show store, stun set debug on,
  stun set debug off, test execute, test generate results, test show registered, test show results, timing test,
  udptl set debug on, udptl set debug off, udptl set debug ip, udptl show config, ulimit, xmldoc dump
`);
