/** AMI for programs, on either side of the connection. */
export type { AmiActions } from './action.ts';
export { type AmiCallEnd, type AmiCallOrder, type AmiCallOutcome, placeCall } from './call.ts';
export { type AmiChannel, AmiChannels } from './channels.ts';
export { AmiClient, type AmiClientHouse, type AmiClientOptions } from './client.ts';
export { connectAmi } from './connect.ts';
export type { AmiEvents, AmiMessage } from './event.ts';
export type { AmiFields, AmiFieldValue } from './fields.ts';
export type { AmiBridgeHeader, AmiChannelHeader } from './headers.ts';
export type { AmiAccount, AmiResult } from './link.ts';
export {
  type AmiFault,
  type AmiHeaders,
  type AmiRead,
  AmiReader,
  type AmiReaderLimits,
  amiHeader,
  escapeC,
  unescapeC,
  writeAmiLine,
  writeAmiMessage,
  writeAmiText,
  writeAmiValue,
} from './message.ts';
export {
  type AmiAnswer,
  type AmiMailbox,
  dbDelete,
  dbGet,
  dbPut,
  getVariable,
  hangUp,
  mailboxCount,
  redirect,
  runCommand,
  setVariable,
} from './requests.ts';
