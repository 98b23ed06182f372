import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with the SIP configuration beyond its single options. */
export const codes = {
  nameInBothFiles: defineDiagnostic({
    code: 'SP0101',
    severity: 'warning',
    title: 'an endpoint stands in sip.conf and in pjsip.conf',
    explanation:
      'Both files describe phones and trunks for the same SIP stack. Where both have one of the same name, pjsip.conf counts, for SIP/name and PJSIP/name alike. Remove or rename one of them.',
  }),
  unknownCodec: defineDiagnostic({
    code: 'SP0102',
    severity: 'warning',
    title: 'an unknown codec',
    explanation:
      'allow= and disallow= take the names of codecs separated by commas, `all`, and a name with `!` before it, which is the contrary. The codecs of Asterism are ulaw, alaw, gsm, g722 and slin.',
  }),
  unbuiltCodec: defineDiagnostic({
    code: 'SP0103',
    severity: 'note',
    title: 'a codec that is not built yet',
    explanation:
      'Asterisk has this codec, Asterism has not. It is left out of every offer and answer; calls use the other codecs that are allowed.',
  }),
  noCodec: defineDiagnostic({
    code: 'SP0104',
    severity: 'warning',
    title: 'an endpoint without a codec',
    explanation:
      'No codec is left to offer, so every call to or from this endpoint fails with 488. In pjsip.conf nothing is allowed until `allow =` names it.',
  }),
  noSuchSection: defineDiagnostic({
    code: 'SP0105',
    severity: 'error',
    title: 'a reference to a section that does not exist',
    explanation:
      'In pjsip.conf an endpoint names its aors and its auth, a registration its auth and endpoint, an identify its endpoint. The section must be in the file and have the right type.',
  }),
  registerLine: defineDiagnostic({
    code: 'SP0106',
    severity: 'error',
    title: 'a register line that cannot be read',
    explanation:
      'The form is `register => [transport://]user[@domain][:secret[:authuser]]@host[:port][/extension][~expiry]`.',
  }),
  unbuiltTransport: defineDiagnostic({
    code: 'SP0107',
    severity: 'warning',
    title: 'a transport that is not built yet',
    explanation: 'SIP is spoken over UDP and TCP. TLS and WebSocket are not built yet; the transport is left out.',
  }),
  noRegistration: defineDiagnostic({
    code: 'SP0108',
    severity: 'warning',
    title: 'an address that nobody can register at',
    explanation:
      'An aor without a contact and with max_contacts 0 (the default) refuses every registration, so that the endpoint can never be called. Set `max_contacts = 1`, or name a `contact`.',
  }),
  noSecret: defineDiagnostic({
    code: 'SP0109',
    severity: 'warning',
    title: 'a phone without a secret',
    explanation:
      'Anybody who knows the name of this phone may register as it, take its calls and call at its expense. Set `secret` (sip.conf) or `auth` (pjsip.conf).',
  }),
  badUri: defineDiagnostic({
    code: 'SP0110',
    severity: 'error',
    title: 'an address that is no SIP URI',
    explanation: 'A SIP URI has the form `sip:user@host:port`; the user and the port may be left out.',
  }),
  badHost: defineDiagnostic({
    code: 'SP0111',
    severity: 'error',
    title: 'neither an address nor a host name',
    explanation: 'Write `dynamic`, an IP address, or a host name, with `:port` behind it if it is not 5060.',
  }),
} as const;
