import { phoneSdp, SipPhone } from './sip-phone.ts';
import type { TestPbx } from './test-pbx.ts';

/** What a house needs for one phone, `alice` at port 6001 without a secret, and a manager client `boss`. */
export function onePhone(options: {
  /** More lines of sip.conf's [general]. */
  readonly general: string;
  /** Steps behind Answer(), from the second priority on. */
  readonly does: string;
  /** What the client may read. */
  readonly read: string;
}): Readonly<Record<string, string>> {
  return {
    'sip.conf': `[general]
udpbindaddr = 127.0.0.1
${options.general}
[alice]
type = friend
host = 127.0.0.1
port = 6001
insecure = invite,port
context = in
`,
    'extensions.conf': `[in]\nexten => 1,1,Answer()\n same => n,${options.does}\n`,
    'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\n[boss]\nsecret=s\nread=${options.read}\n`,
  };
}

/** The phone of {@link onePhone}. */
export function openAlice(pbx: TestPbx): Promise<SipPhone> {
  return SipPhone.open(pbx.network, pbx.clock, {
    user: 'alice',
    port: 6001,
    pbx: { host: '127.0.0.1', port: 5060 },
    onCall: (session) => session.accept(phoneSdp()),
  });
}
