import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with xmpp.conf and jabber.conf. */
export const codes = {
  badUsername: defineDiagnostic({
    code: 'XM0101',
    severity: 'warning',
    title: 'an XMPP account without a usable address',
    explanation:
      '`username` is the address of the account: user@example.org, or user@example.org/resource; of a component its domain, for example pbx.example.org. The section has no effect until it is one.',
  }),
  component: defineDiagnostic({
    code: 'XM0102',
    severity: 'warning',
    title: 'an XMPP component that is to encrypt',
    explanation:
      'With `type = component` the PBX joins a server as a service of its own. There is no STARTTLS on such a connection, so with `usetls = yes`, the default, Asterisk never gets past it, and here the section has no effect. Write `usetls = no`, or `forceoldssl = yes` for a server that takes components inside TLS.',
  }),
  unencrypted: defineDiagnostic({
    code: 'XM0103',
    severity: 'warning',
    title: 'an XMPP account that goes over the network unencrypted',
    explanation:
      '`usetls = no` sends everything in the open. The password itself still goes as a proof only, unless `plaintext_login = yes` allows the server to ask for it as it is.',
  }),
  unverified: defineDiagnostic({
    code: 'XM0104',
    severity: 'warning',
    title: 'the certificate of the XMPP server is not checked',
    explanation:
      '`tls_verify = no` accepts any certificate: whoever sits between this machine and the server can read the password and all messages. Asterisk never checks; Asterism does unless told otherwise. For a server with a certificate of your own, name the issuer in `tls_ca_file` instead.',
  }),
  noAuthorities: defineDiagnostic({
    code: 'XM0105',
    severity: 'warning',
    title: 'the file of authorities cannot be read',
    explanation:
      '`tls_ca_file` names a file in PEM form with the certificates that issue the server’s. It cannot be read, so the usual authorities count, and a server with a certificate of its own is refused.',
  }),
  badBuddy: defineDiagnostic({
    code: 'XM0106',
    severity: 'warning',
    title: 'a buddy that is no XMPP address',
    explanation: 'A `buddy` is written user@example.org. The one shown is left out.',
  }),
  accountTwice: defineDiagnostic({
    code: 'XM0107',
    severity: 'warning',
    title: 'an XMPP account in both files',
    explanation:
      'Both jabber.conf and xmpp.conf are read. An account of the same name stands in both; the one of xmpp.conf counts.',
  }),
  noSasl: defineDiagnostic({
    code: 'XM0108',
    severity: 'note',
    title: 'a login without SASL',
    explanation:
      '`usesasl = no` asks for the way to log in that XMPP had before 2004. No server of today offers it, so the option has no effect.',
  }),
} as const;
