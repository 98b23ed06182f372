/** AGI for programs: scripts on a server (FastAGI) or started by the PBX, of Asterism or Asterisk. */
export type { AgiCommands, AgiWord } from './commands.ts';
export { type AgiAnswer, type AgiCarrier, AgiDialogue } from './dialogue.ts';
export { type AgiChannelState, type AgiPlace, type AgiPressed, type AgiRecording, AgiScript } from './script.ts';
export { type AgiServing, serveAgi } from './serve.ts';
export { type AgiHandler, type FastAgiHouse, openFastAgiServer } from './server.ts';
export { openStdioScript, type StdioHouse, serveStdioScripts } from './stdio.ts';
