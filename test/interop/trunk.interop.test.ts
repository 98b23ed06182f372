import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { haveBaresip, openBaresip } from '../support/baresip.ts';
import { haveSipp } from '../support/sipp.ts';

const TRUNK_PORT = 25075;
const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
tcpenable=yes
tcpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
disallow=all
allow=ulaw
register => line7:trunkpw@127.0.0.1:${TRUNK_PORT}/600
[trunk]
type=peer
host=127.0.0.1
port=${TRUNK_PORT}
defaultuser=line7
secret=trunkpw
fromuser=line7
context=office
[phone]
type=friend
host=dynamic
secret=right
context=office
`;
const DIALPLAN = `[nowhere]
[office]
exten => out,1,Dial(SIP/5551234@trunk,10)
 same => n,Set(GLOBAL(seen)=\${DIALSTATUS}/\${HANGUPCAUSE})
exten => service,1,Answer(0)
 same => n,Wait(20)
`;

/** A provider that challenges whatever comes: REGISTER by 401, INVITE by 407. The password is checked by sipp. */
const PROVIDER = {
  register: `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="provider">
<recv request="REGISTER"/>
<send><![CDATA[

SIP/2.0 401 Unauthorized
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
WWW-Authenticate: Digest realm="provider", nonce="abcdef", algorithm=MD5, qop="auth"
Content-Length: 0

]]></send>
<recv request="REGISTER"><action>
<verifyauth assign_to="good" username="line7" password="trunkpw"/>
</action></recv>
<nop test="good" next="right"/>
<send next="end"><![CDATA[

SIP/2.0 403 Forbidden
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="right"/>
<send><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
[last_Contact:];expires=60
Content-Length: 0

]]></send>
<label id="end"/>
</scenario>
`,
  invite: `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="provider">
<recv request="INVITE"/>
<send><![CDATA[

SIP/2.0 407 Proxy Authentication Required
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Proxy-Authenticate: Digest realm="provider", nonce="fedcba", algorithm=MD5, qop="auth"
Content-Length: 0

]]></send>
<recv request="ACK"/>
<recv request="INVITE" rrs="true"><action>
<verifyauth assign_to="good" username="line7" password="trunkpw"/>
</action></recv>
<nop test="good" next="right"/>
<send next="end"><![CDATA[

SIP/2.0 403 Forbidden
[last_Via:]
[last_From:]
[last_To:];tag=c[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="right"/>
<send retrans="500"><![CDATA[

SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=b[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:provider@[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio 25990 RTP/AVP 0
]]></send>
<recv request="ACK"/>
<pause milliseconds="300"/>
<send retrans="500"><![CDATA[

BYE [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: <sip:5551234@[local_ip]>;tag=b[call_number]
To: <sip:line7@[remote_ip]>[peer_tag_param]
[last_Call-ID:]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200"/>
<label id="end"/>
</scenario>
`,
} as const;

const folder = mkdtempSync(join(tmpdir(), 'asterism-trunk-'));

/** Runs sipp; resolves with its exit code, 0 if every call went as the scenario says. */
function sipp(args: readonly string[]): Promise<number> {
  const child: ChildProcess = spawn('sipp', ['-i', '127.0.0.1', '-ci', '127.0.0.1', '-nostdin', ...args], {
    cwd: folder,
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
}

/** Asks until the answer matches. */
async function until(ask: () => string, pattern: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const text = ask();
    if (pattern.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return ask();
}

describe.skipIf(!haveSipp)('a provider that challenges (needs sipp)', () => {
  let pbx: Running;

  beforeAll(async () => {
    for (const [name, text] of Object.entries(PROVIDER)) writeFileSync(join(folder, `${name}.xml`), text);
    const registered = sipp(['-sf', 'register.xml', '-p', String(TRUNK_PORT), '-m', '1', '-timeout', '20']);
    pbx = await asterismTarget().start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': SIP_CONF,
      'extensions.conf': DIALPLAN,
    });
    expect(await registered).toBe(0);
  });

  afterAll(async () => {
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is registered with', async () => {
    expect(await until(() => pbx.rx('sip show registry'), /Registered/)).toMatch(
      new RegExp(`^127\\.0\\.0\\.1:${TRUNK_PORT} +N +line7 +\\d+ Registered `, 'm'),
    );
  });

  test('is called through, and may hang up', async () => {
    const answered = sipp(['-sf', 'invite.xml', '-p', String(TRUNK_PORT), '-m', '1', '-timeout', '20']);
    pbx.rx('channel originate Local/out@office application Wait 5');
    expect(await answered).toBe(0);
    await until(() => pbx.rx('core show channels count'), /^0 active channels/m);
    expect(pbx.rx('core show channels count')).toMatch(/^0 active channels/m);
  });

  test('two hundred calls at fifty a second all succeed, and nothing is left of them', async () => {
    expect(
      await sipp([
        '-s',
        'service',
        '-r',
        '50',
        '-m',
        '200',
        '-d',
        '500',
        '-p',
        '25076',
        '-au',
        'phone',
        '-ap',
        'right',
        '-sf',
        callerFile(),
        `127.0.0.1:${SIP_PORT}`,
      ]),
    ).toBe(0);
    expect(await until(() => pbx.rx('sip show channels'), /^0 active SIP dialogs/m)).toMatch(/^0 active SIP dialogs/m);
  });
});

/** A phone that proves itself, calls, and hangs up. */
function callerFile(): string {
  const head = (
    method: string,
    cseq: number,
    more = '',
    branch = `${cseq}${method[0]}`,
  ): string => `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-${branch}
From: <sip:phone@[local_ip]>;tag=[call_number]
To: <sip:[service]@[remote_ip]>[peer_tag_param]
[last_Call-ID:]
CSeq: ${cseq} ${method}
Contact: <sip:phone@[local_ip]:[local_port]>
Max-Forwards: 70
${more}`;
  const first = (text: string): string =>
    text.replace('[last_Call-ID:]', 'Call-ID: [call_id]').replace('[peer_tag_param]', '');
  const sdp = `Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio 25992 RTP/AVP 0
`;
  const text = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="phone">
<send retrans="500"><![CDATA[

${first(head('INVITE', 1, sdp))}]]></send>
<recv response="100" optional="true"/>
<recv response="401" auth="true"/>
<send><![CDATA[

${head('ACK', 1, 'Content-Length: 0\n', '1I')}
]]></send>
<send retrans="500"><![CDATA[

${first(head('INVITE', 2, `[authentication username=phone password=right]\n${sdp}`))}]]></send>
<recv response="100" optional="true"/>
<recv response="200" rrs="true"/>
<send><![CDATA[

${head('ACK', 2, 'Content-Length: 0\n')}
]]></send>
<pause/>
<send retrans="500"><![CDATA[

${head('BYE', 3, 'Content-Length: 0\n')}
]]></send>
<recv response="200"/>
</scenario>
`;
  const path = join(folder, 'phone.xml');
  writeFileSync(path, text);
  return path;
}

describe.skipIf(!haveBaresip)('a phone over TCP (needs baresip-core)', () => {
  test('registers, is listed, and is called over its connection', async () => {
    const pbx = await asterismTarget().start({
      ...BASE_FILES,
      'pjsip.conf': '',
      'sip.conf': SIP_CONF.replace(/^register.*$/m, ''),
      'extensions.conf': DIALPLAN,
    });
    const phone = await openBaresip({
      user: 'phone',
      secret: 'right',
      pbxPort: SIP_PORT,
      sipPort: 25078,
      rtpPort: 25900,
      answer: 'auto',
      transport: 'tcp',
    });
    try {
      await phone.saw(/200 OK.*binding/);
      expect(pbx.rx('sip show peer phone')).toMatch(/Reg\. Contact : sip:phone.*transport=tcp/);
      pbx.rx('channel originate SIP/phone application Wait 1');
      await phone.saw(/terminated \(duration/);
    } finally {
      await phone.stop();
      await pbx.stop();
    }
  });
});
