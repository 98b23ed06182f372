/** AMI for programs, on either side of the connection. */
export {
  type AmiFault,
  type AmiHeaders,
  type AmiRead,
  AmiReader,
  type AmiReaderLimits,
  amiHeader,
  escapeC,
  unescapeC,
  writeAmiMessage,
} from './message.ts';
