/** AGI for programs: scripts on a server (FastAGI) or started by the PBX, of Asterism or Asterisk. */
export { type AgiAnswer, type AgiCarrier, AgiDialogue } from './dialogue.ts';
export { type AgiPressed, AgiScript } from './script.ts';
export { type AgiHandler, type FastAgiHouse, openFastAgiServer } from './server.ts';
export { openStdioScript, type StdioHouse } from './stdio.ts';
