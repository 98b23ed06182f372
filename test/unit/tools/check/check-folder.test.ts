import { describe, expect, it } from 'vitest';
import { text } from '../../../../src/config/schema/kinds.ts';
import { defineSchema } from '../../../../src/config/schema/schema.ts';
import { namedSection, otherSections, typedSections } from '../../../../src/config/schema/section.ts';
import { memorySource } from '../../../../src/config/source.ts';
import { configFile as pjsipConf } from '../../../../src/drivers/sip/files/pjsip-conf.ts';
import { defineConfigFile } from '../../../../src/extend/define-config-file.ts';
import { configFileKind } from '../../../../src/extend/kinds.ts';
import { Registry } from '../../../../src/extend/registry.ts';
import { checkFolder } from '../../../../src/tools/check/check-folder.ts';

const sip = defineSchema({
  file: 'sip.conf',
  doc: 'Phones.',
  sections: {
    general: namedSection('general', { doc: 'All.', options: {} }),
    phones: otherSections({
      doc: 'A phone.',
      defines: 'endpoint',
      options: {
        context: text({ doc: 'Where its calls begin.', refers: 'context' }),
        mailbox: text({ doc: 'Its mailbox.', refers: 'mailbox' }),
      },
    }),
  },
});

const pjsip = defineSchema({
  file: 'pjsip.conf',
  doc: 'Phones.',
  sections: {
    endpoints: typedSections('endpoint', { doc: 'A phone.', defines: 'endpoint', options: {} }),
    addresses: typedSections('aor', { doc: 'Its addresses.', options: {} }),
  },
});

const calendar = defineSchema({
  file: 'calendar.conf',
  doc: 'Calendars.',
  sections: {
    calendars: otherSections({
      doc: 'A calendar.',
      defines: 'calendar',
      options: {
        channel: text({ doc: 'Whom it calls.', refers: 'dial string' }),
        context: text({ doc: 'Where the call goes on.', refers: 'context' }),
      },
    }),
  },
});

function check(files: Record<string, string>): string[] {
  const registry = new Registry();
  registry.add(configFileKind, defineConfigFile({ module: 'chan_sip', schema: sip }));
  registry.add(configFileKind, defineConfigFile({ module: 'chan_pjsip', schema: pjsip }));
  registry.add(configFileKind, defineConfigFile({ module: 'res_calendar', schema: calendar }));
  return checkFolder(memorySource(files), registry)
    .diagnostics.filter(({ code }) => !code.startsWith('DP02'))
    .map(
      ({ code, span, message, help }) =>
        `${code} ${span.file}:${span.line}:${span.column}-${span.endColumn} ${message}${help ? ` | ${help}` : ''}`,
    );
}

describe('the names between the files', () => {
  it('must be there: contexts, phones, mailboxes, calendars, music', () => {
    const faults = check({
      'sip.conf': '[general]\n[100]\ncontext = ofice\nmailbox = 100@home\n[101]\ncontext=office\nmailbox=200\n',
      'voicemail.conf': '[general]\nformat=wav\n[default]\n200 => 1,A\n[home]\n101 => 1,B\n',
      'calendar.conf': '[work]\nchannel = SIP/1O0\ncontext = reminder\n',
      'musiconhold.conf': '[default]\nmode=files\n',
      'extensions.conf': [
        '[general]',
        '[office]',
        'exten => 1,1,Dial(SIP/100&PJSIP/phone@101&SIP/${X}&SIP/host.example.org,30)',
        ' same => n,ExecIf($[1]?VoiceMail(200@default&201,u):NoOp())',
        ' same => n,Set(B=${CALENDAR_BUSY(wrok)})',
        ' same => n,Set(CALENDAR_WRITE(play,summary)=x)',
        ' same => n,MusicOnHold(jazz)',
        '',
      ].join('\n'),
    }).filter((fault) => fault.startsWith('CK'));
    expect(faults).toEqual(
      [
        "CK0101 sip.conf:3:11-16 extensions.conf has no context 'ofice' | a similar name exists: 'office'",
        "CK0103 sip.conf:4:11-19 voicemail.conf has no mailbox '100@home' | a similar name exists: '101@home'",
        "CK0102 calendar.conf:2:15-18 no phone or trunk is called '1O0' | a similar name exists: '100'",
        "CK0101 calendar.conf:3:11-19 extensions.conf has no context 'reminder' | there is: office",
        "CK0105 extensions.conf:7:24-28 musiconhold.conf has no class 'jazz' | there is: default",
        "CK0103 extensions.conf:4:46-49 voicemail.conf has no mailbox '201@default' | a similar name exists: '200@default'",
        "CK0104 extensions.conf:5:34-38 calendar.conf has no calendar 'wrok' | a similar name exists: 'work'",
        "CK0104 extensions.conf:6:31-35 calendar.conf has no calendar 'play' | there is: work",
      ].sort((a, b) => order(a) - order(b)),
    );
  });

  it('and what a module finds wrong with its own file is told too', () => {
    const files = {
      'pjsip.conf':
        '[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:99999\n[bob]\ntype=endpoint\naors=bobby\nauth=bobs\ncontext=c\ndisallow=all\nallow=ulaw\n',
      'extensions.conf': '[c]\nexten => 1,1,Answer()\n',
    };
    const registry = new Registry();
    registry.add(configFileKind, pjsipConf);
    expect(
      checkFolder(memorySource(files), registry)
        .diagnostics.filter(({ span }) => span.file === 'pjsip.conf')
        .map(({ message, span }) => `${span.line}:${span.column} ${message}`),
    ).toEqual([
      "4:6 '127.0.0.1:99999' is no address to listen at",
      "7:6 there is no section 'bobby' with type=aor",
      "8:6 there is no section 'bobs' with type=auth",
    ]);
  });

  it('are not asked for where no file could define them', () => {
    expect(
      check({
        'extensions.conf':
          '[a]\nexten => 1,1,Dial(SIP/100)\n same => n,VoiceMail(5)\n same => n,Set(X=${CALENDAR_BUSY(x)})\n',
      }),
    ).toEqual([]);
  });
});

/** The order of reading: extensions.conf and musiconhold.conf are the core's, the others come after. */
function order(fault: string): number {
  const file = /(\w+\.conf):(\d+)/.exec(fault);
  return ['extensions', 'calendar', 'sip'].findIndex((name) => file?.[1]?.startsWith(name)) * 1000 + Number(file?.[2]);
}

describe('a phone in both files', () => {
  it('is told of, since one of them does not count', () => {
    expect(check({ 'sip.conf': '[100]\n[101]\n', 'pjsip.conf': '[100]\ntype=endpoint\n[101]\ntype=aor\n' })).toEqual([
      "CK0109 sip.conf:1:2-5 '100' is in pjsip.conf too, which counts | remove or rename one of them",
    ]);
  });
});

describe('hints', () => {
  it('watch phones that there are', () => {
    expect(
      check({
        'sip.conf': '[100]\n',
        'extensions.conf': '[a]\nexten => 1,hint,SIP/100&PJSIP/1OO\nexten => 2,hint,Custom:x\n',
      }),
    ).toEqual(["CK0102 extensions.conf:2:31-34 no phone or trunk is called '1OO' | there is: 100"]);
  });
});

describe('dial strings', () => {
  it('have a technology that there is, and Local channels an extension', () => {
    expect(
      check({
        'asterisk.conf': '[gateways]\ng2 = PJSIP/@gw\n',
        'extensions.conf':
          '[a]\nexten => _1X,1,Dial(SPI/100&100&Local/12@a/n&Local/22@a&Local/${X}@b&Zap/g2/5&DAHDI/g1/5&IAX2/x)\n include => c\n[c]\nexten => 22,1,NoOp()\n',
      }),
    ).toEqual([
      "CK0106 extensions.conf:2:21-24 there is no technology 'SPI' | a similar name exists: 'SIP'",
      "CK0106 extensions.conf:2:29-32 '100' cannot be called: it has no technology | write for example 'SIP/100' or 'Local/100@context'",
      "CK0101 extensions.conf:2:68-69 extensions.conf has no context 'b' | a similar name exists: 'a'",
      "CK0107 extensions.conf:2:79-84 'DAHDI' is for telephony cards, which are not driven | name the SIP gateway that stands in for it: 'g1 = PJSIP/@gateway' in [gateways] of asterisk.conf",
      'CK0107 extensions.conf:2:90-94 channels of IAX2 are not built | what it leads to cannot be called; use SIP, PJSIP or Local',
    ]);
    expect(check({ 'extensions.conf': '[a]\nexten => 1,1,Dial(Local/2@a)\n' })).toEqual([
      "CK0108 extensions.conf:2:25-26 context 'a' has no extension '2' | add 'exten => 2,1,...' to [a]",
    ]);
  });
});

describe('values from outside', () => {
  const taint = (...lines: string[]): string[] =>
    check({ 'extensions.conf': `[a]\nexten => _X.,1,NoOp()\n${lines.map((line) => ` same => n,${line}\n`).join('')}` });

  it('are reported in commands and dial strings', () => {
    expect(
      taint(
        'System(echo ${CALLERID(name)} >> /tmp/log)',
        'Dial(SIP/${EXTEN}@trunk,30)',
        'Set(X=${SHELL(ls ${CALENDAR_EVENT(location)})})',
      ),
    ).toEqual([
      "CK0201 extensions.conf:3:24-41 '${CALLERID(name)}' becomes part of a command of the system, and the caller decides what it is | let only harmless characters through: ${FILTER(0-9A-Za-z ,${CALLERID(name)})}",
      "CK0201 extensions.conf:4:21-29 '${EXTEN}' becomes part of a dial string, and whoever dials decides what it is | let only harmless characters through: ${FILTER(0-9A-Za-z,${EXTEN})}",
      "CK0201 extensions.conf:5:29-56 '${CALENDAR_EVENT(location)}' becomes part of a command of the system, and whoever writes into the calendar decides what it is | let only harmless characters through: ${FILTER(0-9A-Za-z ,${CALENDAR_EVENT(location)})}",
    ]);
  });

  it('are followed through variables of the context', () => {
    const found = taint(
      'Set(__WHO=${CUT(CALLERID(all),,1)})',
      'Set(__WHO=${TOUPPER(${CALLERID(name)})})',
      'ExecIf($[1]?TrySystem(say ${WHO}))',
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("extensions.conf:5:38-44 '${WHO}'");
  });

  it('are silent once filtered, in fixed numbers, and where nothing is run', () => {
    expect(
      taint(
        'Set(N=${FILTER(0-9,${EXTEN})})',
        'Dial(SIP/${N})',
        'System(echo ${LEN(${CALLERID(name)})})',
        'NoOp(${CALLERID(name)})',
        'Dial(SIP/100,30,,${CALLERID(num)})',
      ),
    ).toEqual([]);
    expect(check({ 'extensions.conf': '[a]\nexten => _1XX,1,Dial(SIP/${EXTEN})\n' })).toEqual([]);
  });
});

describe('files', () => {
  it('that nothing reads get one line each, and included ones none', () => {
    expect(
      check({
        'extensions.conf': '#include "more.conf"\n',
        'more.conf': '[a]\n',
        'users.conf': 'anything',
        'extension.conf': '[a]\n',
        'notes.txt': '',
      }),
    ).toEqual([
      'CF0303 extension.conf:1:1-2 extension.conf is read by nothing | correct its name, or include it from a file that is read',
      'CF0301 users.conf:1:1-2 users.conf is not read yet: users.conf is not built yet; write the phones into sip.conf or pjsip.conf and the mailboxes into voicemail.conf',
    ]);
  });

  it('are checked on after a fault that refuses them, and #exec is not run', () => {
    expect(
      check({
        'asterisk.conf': '[options]\nexeincludes=yes\n[options]\nexecincludes=yes\n',
        'rtp.conf': 'x=1\n[general]\n#exec /bin/rm -rf /\nrtpstart=abc\n',
      }),
    ).toEqual([
      "CF0201 asterisk.conf:2:1-12 unknown option 'exeincludes' in section 'options' | a similar name exists: 'execincludes'",
      "CF0101 rtp.conf:1:1-2 'x' is set before any section | put a section header such as '[general]' above it",
      "CF0202 rtp.conf:4:10-13 'rtpstart' cannot be 'abc' | write a whole number from 1024 to 65535",
    ]);
  });
});

it('prompts named literally are looked for, but for those that the dialplan records', () => {
  const prompts = { has: (name: string) => name === 'beep', names: ['vm-goodbye', 'beep'] };
  const lines = [
    'exten => 1,1,Playback(beep&vm-goodby)',
    ' same => n,Read(V,what-is-this,1)',
    ' same => n,Record(own.wav)',
    ' same => n,ExecIf($[1]?Background(own&${SOUND}&digits:12))',
  ];
  const report = checkFolder(
    memorySource({ 'extensions.conf': `[a]\n${lines.join('\n')}\n` }),
    new Registry(),
    prompts,
  );
  const told = report.diagnostics.filter(({ code }) => code === 'CK0110');
  expect(told.map(({ span, message, help }) => `${span.line}:${span.column} ${message} | ${help}`)).toEqual([
    "2:28 there is no prompt 'vm-goodby' here | a similar name exists: 'vm-goodbye'",
    "3:19 there is no prompt 'what-is-this' here | record it, or put its file into the folder of sounds",
  ]);
});
