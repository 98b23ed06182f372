// The layer table: which folder of src/ may import which, besides itself and base/.
// dependency-cruiser checks it on every `npm test`; docs/architecture.md draws it.
// A folder named with a trailing '/*' is an island: its subfolders never import one another.
/** @type {Record<string, { may: string[], island?: boolean, why: string }>} */
module.exports = {
  base: { may: [], why: 'the ground floor knows nothing of telephony' },
  say: { may: [], why: 'language rules are pure text' },
  config: { may: [], why: 'a configuration file is text with spans; it knows no PBX' },
  store: { may: [], why: 'the disk knows no calls' },
  net: { may: [], why: 'sockets carry bytes' },
  sdp: { may: [], why: 'a session description is text' },
  sip: { may: ['net', 'sdp'], why: 'SIP turns bytes into meaning, and knows no calls' },
  media: { may: [], why: 'the engine moves audio; it is told what to do' },
  channel: { may: ['media', 'sdp'], why: 'a channel names no technology' },
  'pbx/ports': { may: ['config', 'net', 'channel', 'media'], why: 'a port is an interface over channel types' },
  extend: { may: ['config', 'channel', 'pbx/ports'], why: 'what an extension author touches' },
  dialplan: {
    may: ['config', 'channel', 'extend', 'pbx/ports'],
    why: 'the dialplan runs on channels, through definitions',
  },
  drivers: {
    may: ['config', 'net', 'sip', 'sdp', 'media', 'channel', 'extend', 'pbx/ports'],
    island: true,
    why: 'the only code that knows a protocol and a channel',
  },
  pbx: {
    may: ['config', 'store', 'net', 'sip', 'sdp', 'media', 'channel', 'extend', 'dialplan', 'pbx/ports'],
    why: 'wires channel, dialplan and ports together',
  },
  apps: {
    may: ['media', 'say', 'channel', 'extend', 'pbx/ports'],
    island: true,
    why: 'applications see the Call face and the ports, never a driver',
  },
  functions: { may: ['media', 'say', 'channel', 'extend', 'pbx/ports'], island: true, why: 'as applications' },
  clients: { may: ['net'], why: 'what programs use to talk to a PBX, ours or another' },
  features: {
    may: ['config', 'store', 'net', 'media', 'say', 'channel', 'extend', 'pbx/ports'],
    island: true,
    why: 'own telephony state, behind ports',
  },
  integrations: {
    may: ['config', 'store', 'net', 'media', 'say', 'channel', 'extend', 'pbx/ports', 'clients'],
    island: true,
    why: 'islands that speak to someone outside',
  },
  phone: {
    may: ['net', 'sip', 'sdp', 'media', 'channel'],
    why: 'the command-line phone is a peer, not a part of the PBX',
  },
  tools: {
    may: ['config', 'dialplan', 'extend', 'pbx/ports', 'channel'],
    why: 'what a dialplan author runs before the first call',
  },
  cli: { may: ['*'], why: 'the command line reaches everything, lazily' },
  main: { may: ['*'], why: 'the composition root' },
};
