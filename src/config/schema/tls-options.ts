import { boolean, hostPort, text } from './kinds.ts';

/** The options of a server that can speak TLS, to be spread into those of its section. */
export const tlsServerOptions = {
  tlsenable: boolean({ doc: 'Listens for TLS too.', default: false }),
  tlsbindaddr: hostPort({ doc: 'The address and port for TLS.' }),
  tlscertfile: text({ doc: 'The certificate, PEM.' }),
  tlsprivatekey: text({ doc: 'Its key, PEM; left out if it is in tlscertfile.' }),
  tlscipher: text({ doc: 'The ciphers that may be used, in the notation of OpenSSL.' }),
  tlsdisablev12: boolean({ doc: 'Only TLS 1.3 is spoken.', default: false }),
  tlsservercipherorder: boolean({ doc: 'The order of tlscipher decides, not that of the client.', default: true }),
};

/** What such a section knows besides and does not need. */
export const tlsServerIgnored = [
  { names: ['tlsdisablev1', 'tlsdisablev11'], why: 'only TLS 1.2 and later are spoken' },
] as const;
