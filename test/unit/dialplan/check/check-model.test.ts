import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../src/config/read-config.ts';
import { memorySource } from '../../../../src/config/source.ts';
import { checkModel } from '../../../../src/dialplan/check/check-model.ts';
import { buildModel } from '../../../../src/dialplan/model/build-model.ts';
import { applyFixes } from '../../../../src/tools/check/apply-fixes.ts';
import { smallRegistry } from '../../tools/check/small-registry.ts';

function check(text: string, legacySyntax = false) {
  const file = readConfig(memorySource({ 'extensions.conf': text }), 'extensions.conf');
  const { model } = buildModel(file, (one) => one);
  return checkModel(file, model, smallRegistry(), { legacySyntax });
}

/** What is said of a context `a` with one extension `1` of these lines, without file and code of unbuilt names. */
function faults(...lines: string[]): string[] {
  return place(check(`[a]\nexten => 1,1,NoOp()\n${lines.map((line) => `${line}\n`).join('')}`));
}

function place(list: ReturnType<typeof check>): string[] {
  return list.map(
    ({ code, message, span, help }) => `${code} ${span.line}:${span.column} ${message}${help ? ` | ${help}` : ''}`,
  );
}

describe('names', () => {
  it('of applications: known in any case, unknown, and of Asterisk but not built', () => {
    expect(
      faults(
        ' same => n,noop()',
        ' same => n,Dail(SIP/1)',
        ' same => n,Queue(x)',
        ' same => n,Xyzzy()',
        ' same => n,${APP}(x)',
        ' same => n,DahdiScan(${SPEECH(status)})',
      ),
    ).toEqual([
      "DP0201 4:12 unknown application 'Dail' | a similar name exists: 'Dial'",
      'DP0203 5:12 Queue is an application of Asterisk that is not built yet: it waits for call queues | a call that gets here ends',
      "DP0201 6:12 unknown application 'Xyzzy' | a call that gets here ends",
      'DP0207 8:12 DahdiScan is an application of Asterisk that is refused: it listens to telephony cards | a call that gets here ends',
      'DP0208 8:24 SPEECH() is a function of Asterisk that is refused: speech recognition is an engine of somebody else’s; AGI and the manager interface reach one | its value is empty',
    ]);
  });

  it('of applications that others run', () => {
    expect(faults(' same => n,ExecIf($[1]?Dail(SIP/1):Nop(x))', ' same => n,Exec(Hangpu)')).toEqual([
      "DP0201 3:24 unknown application 'Dail' | a similar name exists: 'Dial'",
      "DP0201 3:36 unknown application 'Nop' | a similar name exists: 'NoOp'",
      "DP0201 4:17 unknown application 'Hangpu' | a similar name exists: 'Hangup'",
    ]);
  });

  it('of functions, read and written', () => {
    expect(
      faults(
        ' same => n,Set(X=${callerid(num)})',
        ' same => n,Set(LEN(x)=1)',
        ' same => n,NoOp(${PUSH(x)} ${CUT(A,,1)} ${SIPPEER(1)})',
        ' same => n,Set(CALERID(num)=${LEN(${DBB(a/b)})})',
        ' same => n,Set(X=CALERID(num))',
        ' same => n,MSet(A=1,FLITER(x)=2)',
      ),
    ).toEqual([
      "DP0202 3:20 unknown function 'callerid' | a similar name exists: 'CALLERID'",
      'DP0205 4:16 LEN() can only be read, not written',
      'DP0205 5:19 PUSH() can only be written, not read',
      'DP0204 5:43 SIPPEER() is a function of Asterisk that is not built yet | its value is empty',
      "DP0202 6:37 unknown function 'DBB' | a similar name exists: 'DB'",
      "DP0202 6:16 unknown function 'CALERID' | a similar name exists: 'CALLERID'",
      "DP0202 8:21 unknown function 'FLITER' | a similar name exists: 'FILTER'",
    ]);
  });

  it('of options, where the arguments are written out', () => {
    expect(faults(' same => n,Dial(SIP/1,30,tq)', ' same => n,Dial()', ' same => n,Dial(${X},30,tq)')).toEqual([
      "DP0205 3:27 Dial: unknown option 'q' | options are t g M U G",
      "DP0205 4:12 Dial: needs the argument 'devices' (Whom.)",
    ]);
  });
});

describe('targets', () => {
  it('within the extension: priorities and labels', () => {
    expect(
      faults(
        ' same => n(here),Goto(1)',
        ' same => n,Goto(9)',
        ' same => n,Goto(her)',
        ' same => n,Goto(here)',
        ' same => n,Goto(+1)',
        ' same => n,Goto(${X})',
        ' same => n,GotoIf($[1]?here:there)',
        'exten => 2,1(there),NoOp()',
      ),
    ).toEqual([
      "DP0303 4:17 extension '1' has no priority 9 | a priority is reached by its number or its label",
      "DP0303 5:17 extension '1' has no label 'her' | a similar label exists: 'here'",
      "DP0303 9:29 extension '1' has no label 'there' | extension '2' has it: write '2,there'",
    ]);
  });

  it('elsewhere: contexts, extensions, subroutines and macros', () => {
    expect(
      place(
        check(
          [
            '[a]',
            'exten => 1,1,Gosub(sub,s,1(x,${Y}))',
            ' same => n,Gosub(sub,s,9(x))',
            ' same => n,GosubIf($[1]?sub,t,1(a):sbu,s,1)',
            ' same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?1,1:2,1)',
            ' same => n,Goto(busy,1)',
            ' same => n,Goto(22,1)',
            ' same => n,Macro(m,x)',
            ' same => n,Macro(empty)',
            ' same => n,Dial(SIP/1,,tM(mm^x)U(sub^y)G(sub^u^1))',
            ' same => n,Originate(SIP/1,exten,sub,s,2)',
            ' same => n,Originate(SIP/1,app,NoOp)',
            'include => rest',
            'include => resst',
            '[rest]',
            'exten => busy,1,Goto(1,1)',
            'exten => _2X,1,Goto(nowhere,1)',
            '[sub]',
            'exten => s,1,Return()',
            '[macro-m]',
            'exten => s,1,NoOp()',
            '[macro-empty]',
            'exten => t,1,NoOp()',
          ].join('\n'),
        ),
      ),
    ).toEqual([
      "DP0303 3:24 extension 's' has no priority 9 | a priority is reached by its number or its label",
      "DP0302 4:29 context 'sub' has no extension 't' | add 'exten => t,1,...' to [sub]",
      "DP0301 4:36 there is no context 'sbu' | a similar name exists: 'sub'",
      "DP0302 5:50 context 'a' has no extension '2' | add 'exten => 2,1,...' to [a]",
      "DP0302 9:18 macro 'empty' has no extension 's' | begin it with 'exten => s,1,...' in [macro-empty]",
      "DP0305 10:27 there is no macro 'mm' | a similar name exists: 'm'",
      "DP0302 10:46 context 'sub' has no extension 'u' | add 'exten => u,1,...' to [sub]",
      "DP0303 11:40 extension 's' has no priority 2 | a priority is reached by its number or its label",
      "DP0302 17:21 context 'rest' has no extension 'nowhere' | add 'exten => nowhere,1,...' to [rest]",
      "DP0304 14:12 the included context 'resst' does not exist | a similar name exists: 'rest'",
    ]);
  });

  it('are not missed where patterns overlap, or a switch may have them', () => {
    expect(place(check('[a]\nexten => _X.,1,Goto(x)\nexten => _1X,2(x),NoOp()\n'))).toEqual([]);
    expect(place(check('[a]\nexten => _X.,1,Goto(x)\nexten => 1X,2(x),NoOp()\n'))).toEqual([
      "DP0303 2:21 extension '_X.' has no label 'x' | extension '1X' has it: write '1X,x'",
    ]);
    expect(place(check('[a]\nexten => 1,1,Goto(b,7,1)\n[b]\nswitch => Loopback/${EXTEN}@c\n'))).toEqual([]);
  });
});

describe('texts', () => {
  it('with brackets left open, and expressions cut short', () => {
    expect(
      faults(
        ' same => n,NoOp(${X)',
        ' same => n,NoOp($[1 + 1)',
        ' same => n,NoOp(${LEN(x})',
        ' same => n,NoOp($[1 +])',
      ),
    ).toEqual([
      "DP0401 3:17 this '${' has no '}' | add the '}'",
      "DP0402 4:17 this '$[' has no ']' | add the ']'",
      "DP0403 5:19 this function has no ')' | add the ')'",
      'DP0404 6:22 this expression cannot be understood: something is missing at its end | put quotes around texts, and an operator between any two values',
    ]);
  });
});

describe('old habits', () => {
  const old = [
    '[a]\r\n',
    'exten => s,1,ResponseTimeout(2)\t; the pause\r\n',
    'exten => s,2,Goto(s|1)\r\n',
    'exten => s,3,Dial( SIP/1|30|t )\n',
    'exten => s,4,DigitTimeout( 5 )\n',
    'exten => s,5,DBget(X=a/b)\n',
    'exten => s,6,DBput(a/b=${X})\n',
    'exten => s,7,System(ls | wc)\n',
    'exten => s,8,NoOp(a|b)\n',
    'exten => s,9,GotoIf($["a" = "b" | 1]?s|1:s,2)\n',
    'exten => s,10,AbsoluteTimeout(60)',
  ].join('');

  it('are each rewritten exactly, and all else stays', () => {
    const list = check(old);
    expect(list.map(({ code }) => code)).toEqual([
      'DP0502',
      'DP0501',
      'DP0501',
      'DP0502',
      'DP0502',
      'DP0502',
      'DP0501',
      'DP0502',
    ]);
    const { bytes } = applyFixes(
      Buffer.from(old),
      list.flatMap(({ fix }) => (fix ? [fix] : [])),
    );
    expect(Buffer.from(bytes).toString()).toBe(
      [
        '[a]\r\n',
        'exten => s,1,Set(TIMEOUT(response)=2)\t; the pause\r\n',
        'exten => s,2,Goto(s,1)\r\n',
        'exten => s,3,Dial( SIP/1,30,t )\n',
        'exten => s,4,Set(TIMEOUT(digit)=5)\n',
        'exten => s,5,Set(X=${DB(a/b)})\n',
        'exten => s,6,Set(DB(a/b)=${X})\n',
        'exten => s,7,System(ls | wc)\n',
        'exten => s,8,NoOp(a|b)\n',
        'exten => s,9,GotoIf($["a" = "b" | 1]?s,1:s,2)\n',
        'exten => s,10,Set(TIMEOUT(absolute)=60)',
      ].join(''),
    );
  });

  it('rewrite functions that are gone, and only those', () => {
    const before =
      '[a]\nexten => 1,1,Set(LANGUAGE()=fr)\nexten => 1,2,NoOp(${MUSICCLASS()}${LANGUAGE}${SIPCHANINFO(peerip)} LANGUAGE())\n';
    const list = check(before);
    expect(place(list)).toEqual([
      'DP0504 2:18 LANGUAGE() is gone | write CHANNEL(language)',
      'DP0504 3:21 MUSICCLASS() is gone | write CHANNEL(musicclass)',
      'DP0504 3:47 SIPCHANINFO() is gone | write CHANNEL(peerip)',
    ]);
    const { bytes } = applyFixes(
      Buffer.from(before),
      list.flatMap(({ fix }) => fix ?? []),
    );
    const after = Buffer.from(bytes).toString();
    expect(after).toBe(
      '[a]\nexten => 1,1,Set(CHANNEL(language)=fr)\nexten => 1,2,NoOp(${CHANNEL(musicclass)}${LANGUAGE}${CHANNEL(peerip)} LANGUAGE())\n',
    );
    expect(check(before, true)).toEqual([]);
  });

  it('stay where the application of old is still one of ours', () => {
    expect(place(check('[a]\nexten => 1,1,SetCDRUserField(x)\n'))).toEqual([
      'DP0203 2:14 SetCDRUserField is an application of Asterisk that is not built yet | a call that gets here ends',
    ]);
  });

  it('are silent where legacy_syntax makes them work, and still lead somewhere', () => {
    expect(place(check('[a]\nexten => s,1,Goto(s|1)\nexten => s,2,Goto(t|1)\n', true))).toEqual([
      "DP0302 3:19 context 'a' has no extension 't' | add 'exten => t,1,...' to [a]",
    ]);
  });

  it('name the priority that only a jump could reach', () => {
    const list = check(
      '[a]\nexten => 1,1,Dial(SIP/1)\nexten => 1,102,Hangup()\nexten => 2,1,Dial(SIP/1)\nexten => 2,102(busy),Hangup()\n',
    );
    expect(place(list)).toEqual([
      'DP0503 3:16 no call gets to priority 102 of \'1\' | after the Dial add a line: exten => 1,2,GotoIf($["${DIALSTATUS}" = "BUSY"]?102)',
    ]);
  });

  it('rewrite the jump where there is one exact rewrite, and say why not elsewhere', () => {
    const before =
      '[a]\nexten => 1,1,Dial(SIP/1) ; ring\nexten => 1,102,Hangup()\nexten => 2,1,Dial(SIP/1)\nexten => 2,2,Hangup()\nexten => 2,102,Hangup()\n';
    const list = check(before);
    expect(list.map(({ help }) => /--fix does not, since (.*)/.exec(help ?? '')?.[1])).toEqual([
      undefined,
      'priority 2 is taken and all that follow would change their numbers',
    ]);
    const { bytes } = applyFixes(
      Buffer.from(before),
      list.flatMap(({ fix }) => fix ?? []),
    );
    const after = Buffer.from(bytes).toString();
    expect(after.split('\n').slice(1, 4)).toEqual([
      'exten => 1,1,Dial(SIP/1) ; ring',
      'exten => 1,2,GotoIf($["${DIALSTATUS}" = "BUSY"]?102)',
      'exten => 1,102,Hangup()',
    ]);
    expect(check(after)).toHaveLength(1);
  });
});

describe('times', () => {
  it('out of range are found wherever they are written', () => {
    expect(
      faults(
        ' same => n,GotoIfTime(25:00-26:00,mon-fry,32,foo?1)',
        ' same => n,ExecIfTime(9:60,*,*,*?NoOp())',
        ' same => n,Set(x=${IFTIME(9:00-24:30,*,*,*?a:b)})',
        ' same => n,GotoIfTime(${OPEN}?1)',
        ' same => n,GotoIfTime(9:00-17:00,mon-fri,1-15,jan&mar?1)',
      ).map((line) => line.split(' | ')[0]),
    ).toEqual([
      "DP0114 3:23 '25:00' isn't a valid start time.",
      "DP0114 3:35 Invalid end day of week 'fry', skipping element",
      "DP0114 3:43 Invalid day '32', skipping element",
      "DP0114 3:46 Invalid month 'foo', skipping element",
      'DP0203 4:12 ExecIfTime is an application of Asterisk that is not built yet',
      "DP0114 4:23 9:60 isn't a valid time.",
      "DP0114 5:27 '24:30' isn't a valid end time.",
    ]);
  });
});

describe('an extension without a priority 1', () => {
  it('is told, unless another that matches has one, a label leads there, or it is a hint', () => {
    const list = check(
      '[a]\nexten => 1,2,NoOp()\nexten => _2X,1,NoOp()\nexten => 21,2,NoOp()\nexten => 3,hint,SIP/3\nexten => _4X,7(there),NoOp()\nexten => 5,2,NoOp()\n[b]\ninclude => a\nexten => 5,1,NoOp()\n',
    );
    expect(place(list)).toEqual([
      "DP0119 2:10 extension '1' has no priority 1 | no call begins at 2: make it 1, or add 'exten => 1,1,...'",
    ]);
  });
});

describe('hints', () => {
  it('of devices that do not exist, or are not built', () => {
    const hints = [
      'Custom:a&SIP/b',
      'park:701@lot',
      'queue:sales&Custom:b',
      'Costum:x',
      '${DEV}:x',
      'PJSIP/a',
      'MWI:1@default,CustomPresence:b',
    ];
    expect(faults(...hints.map((hint, at) => `exten => ${at + 2},hint,${hint}`))).toEqual([
      "DP0306 5:17 states of 'queue:sales' are not built yet: they wait for call queues",
      "DP0306 6:17 there are no devices of the kind 'Costum' | a similar name exists: 'Custom'",
    ]);
  });
});

describe('what functions have', () => {
  it('is known where it is a closed list, read and written', () => {
    expect(
      faults(
        ' same => n,Set(ITEM(nmae)=x)',
        ' same => n,NoOp(${ITEM(nmae)} ${ITEM(NAME)} ${ITEM(${X})} ${ITEM(num,"Ann" <1>)} ${ITEM(all)})',
        ' same => n,Set(ITEM(all)=x)',
      ),
    ).toEqual([
      "DP0206 3:21 ITEM() has nothing called 'nmae' | a similar name exists: 'name'",
      "DP0206 4:24 ITEM() has nothing called 'nmae' | a similar name exists: 'name'",
      'DP0206 5:21 ITEM() has nothing called \'all\' | asterism -rx "core show function ITEM" lists what it has',
    ]);
  });
});
