import { expect, test } from 'vitest';
import { RawPeer } from '../../support/raw-peer.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
domain = example.org,test
disallow = all
allow = ulaw,alaw
[alice]
type = friend
host = 127.0.0.1
port = 6001
insecure = invite,port
context = in
callerid = "Alice A" <100>
mailbox = 100@default,200
language = de
call-limit = 5
accountcode = acc
callgroup = 1,3
pickupgroup = 2
setvar = FOO=bar
regexten = 555
[bob]
type = friend
host = dynamic
secret = x
context = in
[carol]
type = friend
host = 127.0.0.1
port = 6002
insecure = invite,port
context = in
sendrpid = rpid
[dave]
type = friend
host = 127.0.0.1
port = 6003
insecure = invite,port
context = in
sendrpid = pai
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[pa]
type = endpoint
aors = pa
context = in
allow = ulaw,alaw
callerid = "Pa A" <300>
send_pai = yes
[pa]
type = aor
contact = sip:pa@127.0.0.1:6011
max_contacts = 3
[pb]
type = endpoint
aors = pb
context = in
allow = ulaw
send_rpid = yes
[pb]
type = aor
contact = sip:pb@127.0.0.1:6012
[pc]
type = endpoint
aors = pc
context = in
allow = ulaw
[pc]
type = aor
max_contacts = 2
`;

/** A dialplan of NoOps that show what functions tell, after `before`. */
function showing(exten: string, texts: readonly string[], before: readonly string[] = []): string {
  const lines = [...before, 'NoOp(begin)', ...texts.map((text) => `NoOp(${text})`), 'Wait(1)'];
  return lines.map((line, i) => (i === 0 ? `exten => ${exten},1,${line}` : ` same => n,${line}`)).join('\n');
}

async function open(extensions: string): Promise<TestPbx> {
  return openTestPbx({
    config: {
      'sip.conf': SIP_CONF,
      'pjsip.conf': PJSIP_CONF,
      'extensions.conf': `[in]\n${extensions}\nexten => pre,1,Return()\n`,
    },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
}

/** What the NoOps after `begin` have shown. */
function shown(pbx: TestPbx): string[] {
  const texts = pbx.log.steps.flatMap((step) => /NoOp\((.*)\)$/s.exec(step)?.[1] ?? []);
  return texts.slice(texts.indexOf('begin') + 1);
}

/** Calls from alice (SIP) or pa (PJSIP) and lets the dialplan run. */
async function call(
  pbx: TestPbx,
  exten: string,
  headers: ReadonlyArray<readonly [string, string]> = [],
  as: 'alice' | 'pa' | 'pc' = 'alice',
): Promise<SipPhone> {
  const port = { alice: 6001, pa: 6011, pc: 6021 }[as];
  const pbxPort = as === 'alice' ? 5060 : 5070;
  const phone = await SipPhone.open(pbx.network, pbx.clock, {
    user: as,
    port,
    pbx: { host: '127.0.0.1', port: pbxPort },
  });
  phone.call(exten, { headers, from: `"Far" <sip:${as}@127.0.0.1:${port}>` });
  await pbx.clock.advance(600);
  return phone;
}

test('SIP_HEADER and SIP_HEADERS read the INVITE', async () => {
  const headers = [
    ['X-Foo', 'one'],
    ['X-Foo', 'two'],
    ['X-Comma', 'a,b;c'],
  ] as const;
  await using pbx = await open(
    showing('hdr', [
      '${SIP_HEADER(X-Foo)}|${SIP_HEADER(X-Foo,2)}|${SIP_HEADER(X-Foo,3)}|${SIP_HEADER(x-foo,0)}|${SIP_HEADER(X-Foo,-1)}|${SIP_HEADER(X-Foo,abc)}',
      '${SIP_HEADER(TO)}|${SIP_HEADER(i)}|${SIP_HEADER(X-None)}|${SIP_HEADER(X-Comma)}|${SIP_HEADER()}',
      '${SIP_HEADERS(X-)}|${SIP_HEADERS(x)}|${SIP_HEADERS(Co)}',
      '${PJSIP_HEADER(read,X-Foo)}|',
    ]),
  );
  await call(pbx, 'hdr', headers);
  expect(shown(pbx)).toEqual([
    'one|two||one|one|',
    '<sip:hdr@127.0.0.1:5060>|||a,b;c|',
    'X-Foo,X-Comma||Contact,Content-Type,Content-Length',
    '|',
  ]);
  expect(pbx.log.of('warning')).toContain('This function requires a header name.');
});

test('SIPPEER tells of a peer what Asterisk tells', async () => {
  const items =
    'ip port mailbox context expire dynamic callerid_name callerid_num callgroup pickupgroup codecs status regexten limit busylevel curcalls language accountcode useragent maxforwards chanvar[FOO] chanvar[NOPE] codec[0] codec[1] codec[9] bogus';
  await using pbx = await open(
    showing('peer', [
      '${SIPPEER(alice)}',
      ...items.split(' ').map((item) => `\${SIPPEER(alice,${item})}`),
      '${SIPPEER(bob)}|${SIPPEER(bob,port)}|${SIPPEER(bob,dynamic)}|${SIPPEER(bob,expire)}|${SIPPEER(nobody,ip)}|${SIPPEER(ALICE,ip)}|${SIPPEER()}',
      '${CHECKSIPDOMAIN(example.org)}|${CHECKSIPDOMAIN(EXAMPLE.ORG)}|${CHECKSIPDOMAIN(nope.org)}|${CHECKSIPDOMAIN()}',
    ]),
  );
  await call(pbx, 'peer');
  expect(shown(pbx)).toEqual([
    ...['127.0.0.1', '127.0.0.1', '6001', '100@default,200', 'in', '-1', 'no', 'Alice A', '100', '1, 3', '2'],
    ...['(ulaw|alaw)', 'Unmonitored', '555', '5', '0', '1', 'de', 'acc', '', '0', 'bar', '', 'ulaw', 'alaw', '', ''],
    '(null)|0|yes|-1|||',
    'example.org|EXAMPLE.ORG||',
  ]);
});

test('SIPAddHeader and SIPRemoveHeader; the INVITE has the headers and who sent the call on', async () => {
  await using pbx = await open(
    showing(
      'out',
      ['${SIPADDHEADER01}|${SIPADDHEADER02}|${SIPADDHEADER03}'],
      [
        'SIPAddHeader(X-A: one)',
        'SIPAddHeader(X-B: two,three)',
        'SIPAddHeader(nocolon)',
        'SIPRemoveHeader(x-a)',
        'SIPAddHeader(X-C:  c)',
      ],
    ) +
      `
 same => n,Set(REDIRECTING(from-num,i)=100)
 same => n,Set(REDIRECTING(from-name,i)=Al Ice)
 same => n,Set(REDIRECTING(reason,i)=cfb)
 same => n,Dial(SIP/dave,3)
 same => n,Set(K=\${HANGUPCAUSE_KEYS()})
 same => n,NoOp(\${K:0:8}|\${HANGUPCAUSE(\${K},tech)}|\${HANGUPCAUSE(\${K},ast)}|\${HANGUPCAUSE(\${K},x)}|\${HANGUPCAUSE(\${K})})
 same => n,HangupCauseClear()
 same => n,NoOp(\${HANGUPCAUSE_KEYS()}|)
 same => n,Wait(1)`,
  );
  const dave = await RawPeer.open(pbx.network, 6003);
  await call(pbx, 'out');
  await pbx.clock.advance(600);
  const invite = dave.lastRequest;
  expect(shown(pbx)[0]).toBe('X-C:  c|X-B: two,three|nocolon');
  expect(invite.linesNamed('X-B')).toEqual(['two,three']);
  expect(invite.linesNamed('X-C')).toEqual(['c']);
  expect(invite.linesNamed('X-A')).toEqual([]);
  expect(invite.header('Diversion')).toBe('"Al Ice" <sip:100@127.0.0.1>;reason=user-busy');
  expect(invite.header('P-Asserted-Identity')).toBe('"Alice A" <sip:100@127.0.0.1>');
  dave.reply(invite, '486 Busy Here');
  await pbx.clock.advance(100);
  expect(shown(pbx).slice(1)).toEqual(['SIP/dave|SIP 486 Busy Here|User busy||', '|']);
  expect(pbx.log.of('warning').slice(-2)).toEqual([
    'Information type not recognized (x)',
    'The HANGUPCAUSE function must have 2 parameters, not 1',
  ]);
});

test('Diversion of an INVITE is what REDIRECTING tells', async () => {
  const shows = [
    '${REDIRECTING(from-all)}|${REDIRECTING(reason)}|${REDIRECTING(count)}|${REDIRECTING(to-all)}|${CALLERID(rdnis)}',
  ];
  for (const [as, header, told] of [
    ['alice', '"Bo B" <sip:500@x>;reason=user-busy;counter=2', '"Bo B" <500>|cfb|0|"" <div>|500'],
    ['alice', '<sip:500@x>', '"" <500>|cfu|0|"" <div>|500'],
    ['pa', '"Bo B" <sip:500@x>;reason=user-busy', '"Bo B" <500>|cfb|1|"" <div>|500'],
    ['pa', '<sip:500@x>', '"" <500>|unknown|1|"" <div>|500'],
  ] as const) {
    await using pbx = await open(showing('div', shows));
    await call(pbx, 'div', [['Diversion', header]], as);
    expect(shown(pbx)).toEqual([told]);
  }
});

test('a hidden caller: Remote-Party-ID says so to an old peer, a new endpoint is told nothing', async () => {
  const extensions = `exten => rpid,1,Set(CALLERID(all)="Al" <100>)
 same => n,Set(CALLERID(pres)=prohib)
 same => n,Dial(SIP/carol&PJSIP/pa,3)`;
  await using pbx = await open(extensions);
  const carol = await RawPeer.open(pbx.network, 6002);
  const pa = await RawPeer.open(pbx.network, 6011);
  await call(pbx, 'rpid');
  expect(carol.lastRequest.header('Remote-Party-ID')).toMatch(
    /^"Al" <sip:100@.*>;party=calling;privacy=full;screen=yes$/,
  );
  expect(pa.lastRequest.header('P-Asserted-Identity')).toBeUndefined();
  expect(pa.lastRequest.from?.displayName).toBe('Anonymous');
});

test('PJSIP_HEADER reads the INVITE that came in', async () => {
  await using pbx = await open(
    showing('hdr', [
      '${PJSIP_HEADER(read,X-Foo)}|${PJSIP_HEADER(read,X-Foo,1)}|${PJSIP_HEADER(read,X-Foo,2)}|${PJSIP_HEADER(read,x-foo,3)}|${PJSIP_HEADER(read,X-Foo,0)}',
      '${PJSIP_HEADER()}|${PJSIP_HEADER(read)}|${PJSIP_HEADER(bogus,X-Foo)}|${PJSIP_HEADER(read,X-None)}',
      '${PJSIP_HEADERS(x)}|${PJSIP_HEADERS(Co)}|${PJSIP_HEADERS()}',
      '${SIP_HEADER(From)}|',
    ]),
  );
  await call(
    pbx,
    'hdr',
    [
      ['X-Foo', 'one'],
      ['X-Foo', 'two'],
      ['X-Bar', 'bar'],
    ],
    'pa',
  );
  expect(shown(pbx)).toEqual([
    'one|one|two||one',
    '|||',
    'X-Foo,X-Foo,X-Bar|Contact,Content-Type,Content-Length|',
    '|',
  ]);
  expect(pbx.log.of('error')).toEqual([
    'This function requires an action.',
    'This function requires a header name.',
    "Unknown action 'bogus' is not valid, must be 'read' or 'remove'.",
    'This function requires a pattern.',
  ]);
});

test('PJSIP_HEADER changes the INVITE that Dial sends, PJSIP_RESPONSE_HEADER reads what answered it', async () => {
  const extensions = `exten => out,1,Dial(PJSIP/pb,3,b(pre^1)U(resp))
exten => 1,1,NoOp()
[pre]
exten => 1,1,NoOp(begin)
 same => n,Set(PJSIP_HEADER(add,X-One)=1)
 same => n,Set(PJSIP_HEADER(add,X-One)=2)
 same => n,Set(PJSIP_HEADER(add,X-Two)=zwei)
 same => n,NoOp(\${PJSIP_HEADER(read,X-One)}|\${PJSIP_HEADER(read,X-One,2)}|\${PJSIP_HEADERS(X-)})
 same => n,Set(PJSIP_HEADER(update,X-One)=9)
 same => n,Set(PJSIP_HEADER(update,X-One,2)=8)
 same => n,NoOp(\${PJSIP_HEADER(read,X-One)}|\${PJSIP_HEADER(read,X-One,2)})
 same => n,Set(PJSIP_HEADER(update,X-None)=8)
 same => n,NoOp(\${PJSIP_HEADER(remove,X-Two)})
 same => n,Set(PJSIP_HEADER(add,X-Three)=drei)
 same => n,Set(PJSIP_HEADER(add,Y-Three)=drei)
 same => n,Set(PJSIP_HEADER(add,Y-Four)=vier)
 same => n,Set(PJSIP_HEADER(remove,Y-*)=)
 same => n,NoOp(\${PJSIP_HEADER(remove,X-None)}|\${PJSIP_HEADERS(X-)})
 same => n,Return()
[resp]
exten => s,1,NoOp(\${PJSIP_RESPONSE_HEADERS(X-)}|\${PJSIP_RESPONSE_HEADER(read,X-Resp)}|\${PJSIP_RESPONSE_HEADER(read,X-Resp,2)}|\${PJSIP_RESPONSE_HEADER(read,X-Nope)})
 same => n,Return()
[rest]`;
  await using pbx = await open(extensions.replace('b(pre^1)', 'b(pre^1^1)'));
  const pb = await RawPeer.open(pbx.network, 6012);
  await call(pbx, 'out', [], 'pc');
  const invite = pb.lastRequest;
  expect(invite.linesNamed('X-One')).toEqual(['9', '8']);
  expect(invite.linesNamed('X-Three')).toEqual(['drei']);
  expect(invite.text).not.toContain('Y-');
  expect(invite.header('Remote-Party-ID')).toBe('"Far" <sip:pc@127.0.0.1>;party=calling;privacy=off;screen=no');
  const more = ['Contact: <sip:pb@127.0.0.1:6012>', 'X-Resp: r1', 'X-Resp: r2', 'Content-Type: application/sdp'];
  pb.reply(invite, '200 OK', more, phoneSdp().text);
  await pbx.clock.advance(200);
  expect(shown(pbx)).toEqual(['1|2|X-One,X-One,X-Two', '9|8', '1', '0|X-One,X-One,X-Three', 'X-Resp,X-Resp|r1|r2|']);
  expect(pbx.log.of('error')).toEqual(['There was no header named X-None.']);
});

test('what is known of PJSIP endpoints, addresses of record and contacts', async () => {
  await using pbx = await open(
    showing(
      'what',
      [
        '${PJSIP_DIAL_CONTACTS(pa)}|${PJSIP_DIAL_CONTACTS(pc)}|${PJSIP_DIAL_CONTACTS(none)}|${PJSIP_DIAL_CONTACTS(pa,pb)}|${PJSIP_DIAL_CONTACTS(pa,,99)}|${PJSIP_DIAL_CONTACTS()}',
        '${PJSIP_AOR(pa,max_contacts)}|${PJSIP_AOR(pa,bogus)}|${PJSIP_AOR(none,contact)}|${PJSIP_AOR(pa)}|${PJSIP_AOR()}|${PJSIP_AOR(pa,default_expiration)}|${PJSIP_AOR(pa,remove_existing)}|${PJSIP_AOR(pc,contact)}|${PJSIP_AOR(pa,minimum_expiration)}|${PJSIP_AOR(pa,qualify_timeout)}',
        '${PJSIP_CONTACT(${C},uri)}|${PJSIP_CONTACT(${C},status)}|${PJSIP_CONTACT(${C},rtt)}|${PJSIP_CONTACT(${C},bogus)}|${PJSIP_CONTACT(none,uri)}|${PJSIP_CONTACT(${C})}|${PJSIP_CONTACT(${C},expiration_time)}|${PJSIP_CONTACT(${C},qualify_frequency)}|${PJSIP_CONTACT(${C},prune_on_boot)}',
        '${PJSIP_ENDPOINT(pa,aors)}|${PJSIP_ENDPOINT(pa,context)}|${PJSIP_ENDPOINT(pa,allow)}|${PJSIP_ENDPOINT(pa,callerid)}|${PJSIP_ENDPOINT(pa,bogus)}|${PJSIP_ENDPOINT(none,aors)}|${PJSIP_ENDPOINT(pa)}|${PJSIP_ENDPOINT(pa,send_pai)}|${PJSIP_ENDPOINT(pa,dtmf_mode)}|${PJSIP_ENDPOINT(pa,identify_by)}|${PJSIP_ENDPOINT(pa,100rel)}|${PJSIP_ENDPOINT(pa,direct_media)}',
      ],
      ['Set(C=${PJSIP_AOR(pa,contact)})'],
    ),
  );
  await call(pbx, 'what', [], 'pc');
  expect(shown(pbx)).toEqual([
    'PJSIP/pa/sip:pa@127.0.0.1:6011|||PJSIP/pa/sip:pb@127.0.0.1:6012|PJSIP/99@pa/sip:pa@127.0.0.1:6011|',
    '3|||||3600|false||60|3.000000',
    'sip:pa@127.0.0.1:6011|NonQualified|N/A||||0|0|no',
    'pa|in|(ulaw|alaw)|"Pa A" <300>||||true|rfc4733|username,ip|yes|true',
  ]);
  expect(pbx.log.of('warning')).toContain("Unknown property 'bogus' for PJSIP AOR");
  expect(pbx.log.of('error')).toContain('Cannot call PJSIP_AOR with an empty field name to query');
});

test('PJSIP_DTMF_MODE, PJSIP_MEDIA_OFFER, PJSIP_MOH_PASSTHROUGH and PJSIP_PARSE_URI', async () => {
  const uri = 'sip:us%20er:pw@host.org:5070\\;transport=tcp';
  const parse = ['scheme', 'user', 'passwd', 'host', 'port', 'transport_param', 'ttl_param', 'lr_param', 'maddr_param'];
  await using pbx = await open(
    showing('modes', ['${PJSIP_DTMF_MODE()}']) +
      `
 same => n,Set(PJSIP_DTMF_MODE()=bogus)
 same => n,Set(PJSIP_DTMF_MODE()=auto_info)
 same => n,NoOp(\${PJSIP_DTMF_MODE()}|\${PJSIP_MEDIA_OFFER(audio)}|\${PJSIP_MEDIA_OFFER(video)})
 same => n,Set(PJSIP_MEDIA_OFFER(audio)=!all,alaw)
 same => n,NoOp(\${PJSIP_MEDIA_OFFER(audio)}|\${PJSIP_MOH_PASSTHROUGH()})
 same => n,Set(PJSIP_MOH_PASSTHROUGH()=yes)
 same => n,NoOp(\${PJSIP_MOH_PASSTHROUGH()})
 same => n,NoOp(${parse.map((part) => `\${PJSIP_PARSE_URI(${uri},${part})}`).join('|')})
 same => n,NoOp(\${PJSIP_PARSE_URI(bad,host)}|\${PJSIP_PARSE_URI(tel:123,user)}|\${PJSIP_PARSE_URI(sip:h,user)}|\${PJSIP_PARSE_URI(sips:u@h,scheme)})
 same => n,Wait(1)`,
  );
  await call(pbx, 'modes', [], 'pa');
  await pbx.clock.advance(1000);
  expect(shown(pbx)).toEqual([
    'rfc4733',
    'auto_info|ulaw,alaw|',
    'alaw|No',
    'Yes',
    'sip|us er|pw|host.org|5070|tcp|-1|0|',
    '|||sips',
  ]);
  expect(pbx.log.of('warning')).toContain("Failed to parse URI 'bad'");
});

test('PJSIP_SEND_SESSION_REFRESH offers the audio anew with the codecs of PJSIP_MEDIA_OFFER', async () => {
  await using pbx = await open(
    showing(
      'again',
      [],
      ['Answer(0)', 'Set(PJSIP_MEDIA_OFFER(audio)=!all,alaw)', 'Set(PJSIP_SEND_SESSION_REFRESH()=invite)'],
    ),
  );
  const phone = await SipPhone.open(pbx.network, pbx.clock, {
    user: 'pa',
    port: 6011,
    pbx: { host: '127.0.0.1', port: 5070 },
  });
  const placed = phone.call('again');
  const offers: string[] = [];
  placed.session.listener = {
    ...placed.session.listener,
    onOffer: (request) => {
      offers.push(request.body);
      return { status: 200, body: phoneSdp(30_000, [], '8 101') };
    },
  };
  await pbx.clock.advance(500);
  expect(offers).toHaveLength(1);
  expect(offers[0]).toMatch(/^m=audio \d+ RTP\/AVP 8 101/m);
});
