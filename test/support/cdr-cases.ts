import { ANSWERS, type CdrCase, call, simple } from './cdr-case.ts';
import { TRANSFER_CASES } from './cdr-transfer-cases.ts';

/** All of them. They may run at the same time. */
export const CDR_CASES: readonly CdrCase[] = [
  simple('answered', `exten => a,1,Dial(Local/ans@answered/n)\n${ANSWERS}`),
  simple('ringfirst', `exten => a,1,Dial(Local/slow@ringfirst/n)\n${ANSWERS}`),
  simple(
    'preanswered',
    `exten => a,1,Answer()\n same => n,Wait(1)\n same => n,Dial(Local/slow@preanswered/n)\n${ANSWERS}`,
  ),
  simple('noanswer', `exten => a,1,Dial(Local/ring@noanswer/n,2)\n${ANSWERS}`),
  simple('busy', `exten => a,1,Dial(Local/busy@busy/n,2)\n same => n,Hangup(17)\n${ANSWERS}`),
  simple('busyalone', `exten => a,1,Busy(1)\n`),
  simple('congested', `exten => a,1,Dial(Local/cong@congested/n,2)\n same => n,NoOp(x)\n${ANSWERS}`),
  simple('gone', `exten => a,1,Dial(Local/hup@gone/n,2)\n${ANSWERS}`),
  simple('absent', `exten => a,1,Dial(Local/none@absent/n,2)\n same => n,Hangup()\n`),
  simple('notech', `exten => a,1,Dial(Foo/bar)\n same => n,Hangup()\n`),
  simple('forked', `exten => a,1,Dial(Local/slow@forked/n&Local/ring@forked/n)\n${ANSWERS}`),
  simple('forkbusy', `exten => a,1,Dial(Local/slow@forkbusy/n&Local/busy@forkbusy/n)\n${ANSWERS}`),
  simple('forkfail', `exten => a,1,Dial(Local/ring@forkfail/n&Local/busy@forkfail/n,2)\n${ANSWERS}`),
  simple('cancelled', `exten => a,1,Dial(Local/ring@cancelled/n)\n${ANSWERS}`, {
    at: 2.5,
    console: 'channel request hangup {Local/a@cancelled-*;1}',
  }),
  simple('callerends', `exten => a,1,Dial(Local/long@callerends/n)\n${ANSWERS}`, {
    at: 2.5,
    console: 'channel request hangup {Local/a@callerends-*;1}',
  }),
  simple('goeson', `exten => a,1,Dial(Local/ans@goeson/n,,g)\n same => n,Wait(0.1)\n same => n,Wait(1)\n${ANSWERS}`),
  simple(
    'thenplay',
    `exten => a,1,Dial(Local/busy@thenplay/n)\n same => n,Answer()\n same => n,Wait(1.7)\n same => n,NoOp(end)\n${ANSWERS}`,
  ),
  simple('twice', `exten => a,1,Dial(Local/busy@twice/n)\n same => n,Dial(Local/ans@twice/n)\n${ANSWERS}`),
  simple(
    'twiceup',
    `exten => a,1,Answer()\n same => n,Dial(Local/busy@twiceup/n)\n same => n,Dial(Local/ans@twiceup/n)\n${ANSWERS}`,
  ),
  simple(
    'hexten',
    `exten => a,1,Answer()\n same => n,Wait(1.7)\nexten => h,1,Set(CDR(userfield)=late)\n same => n,Set(CDR(own)=x)\n same => n,Wait(1)\n`,
  ),
  simple('hdial', `exten => a,1,Dial(Local/ans@hdial-b/n)\nexten => h,1,NoOp(\${CDR(billsec)})\n[hdial-b]\n${ANSWERS}`),
  simple(
    'subroutine',
    `exten => a,1,Answer()\n same => n,Gosub(sub,1)\n same => n,Wait(1.7)\nexten => sub,1,Wait(1)\n same => n,Return()\n`,
  ),
  simple('insub', `exten => a,1,Answer()\n same => n,Gosub(sub,1)\nexten => sub,1,Wait(1.7)\n same => n,Hangup()\n`),
  simple(
    'dialinsub',
    `exten => a,1,Gosub(sub,1)\nexten => sub,1,Dial(Local/ans@dialinsub/n)\n same => n,Return()\n${ANSWERS}`,
  ),
  simple(
    'predial',
    `exten => a,1,Dial(Local/ans@predial/n,,b(pre^1)B(pre^1))\nexten => pre,1,NoOp(pre)\n same => n,Set(CDR(userfield)=\${CDR(userfield)}x)\n same => n,Return()\n${ANSWERS}`,
  ),
  simple(
    'gosubcallee',
    `exten => a,1,Dial(Local/ans@gosubcallee/n,,U(gosubcallee-u))\n${ANSWERS}[gosubcallee-u]\nexten => s,1,NoOp(u)\n same => n,Return()\n`,
  ),
  simple(
    'inmacro',
    `exten => a,1,Answer()\n same => n,Macro(inmacro)\n[macro-inmacro]\nexten => s,1,Wait(1.7)\n same => n,Hangup()\n`,
  ),
  simple(
    'dialg',
    `exten => a,1,Dial(Local/long@dialg/n,,G(dialg-g^s^1))\n${ANSWERS}[dialg-g]\nexten => s,1,Wait(1.7)\n same => n,Hangup()\n same => n,Wait(2.7)\n`,
  ),
  simple(
    'dialf',
    `exten => a,1,Dial(Local/long@dialf/n,,F(dialf-g^s^1))\n${ANSWERS}[dialf-g]\nexten => s,1,Wait(1.7)\n same => n,Wait(1)\n`,
    {
      at: 2.5,
      console: 'channel request hangup {Local/a@dialf-*;1}',
    },
  ),
  simple('retrydial', `exten => a,1,RetryDial(,1,1,Local/busy@retrydial/n)\n same => n,Hangup()\n${ANSWERS}`),
  simple('execdial', `exten => a,1,ExecIf(1?Dial(Local/ans@execdial/n))\n${ANSWERS}`),
  simple(
    'disposition',
    `exten => a,1,Set(CDR(userfield)=\${CDR(disposition)})\n same => n,Answer()\n same => n,Set(CDR(userfield)=\${CDR(userfield)}/\${CDR(disposition)}/\${CDR(disposition,u)}/\${CDR(amaflags,u)}/\${CDR(billsec)}/\${CDR(lastapp)})\n same => n,Wait(1.7)\nexten => h,1,Set(CDR(userfield)=\${CDR(userfield)}/\${CDR(disposition)}/\${CDR(disposition,u)}/\${CDR(billsec)}/\${CDR(lastapp)}/\${CDR(dst)})\n`,
  ),
  simple(
    'dispdial',
    `exten => a,1,Dial(Local/busy@dispdial/n)\n same => n,Set(CDR(userfield)=\${CDR(disposition)}/\${CDR(dstchannel):0:10}/\${CDR(lastapp)})\n${ANSWERS}`,
  ),
  simple(
    'redirecttwo',
    `exten => a,1,Dial(Local/long@redirecttwo/n)\nexten => to,1,NoOp(one)\n same => n,Wait(1.7)\n${ANSWERS}`,
    {
      at: 2.5,
      console: 'channel redirect {Local/a@redirecttwo-*;2} redirecttwo,to,1',
    },
  ),
  simple(
    'userevent',
    `exten => a,1,Answer()\n same => n,CELGenUserEvent(MYEVENT,extra "text", more)\n same => n,CELGenUserEvent(bare)\n same => n,CELGenUserEvent()\n same => n,Set(CHANNEL(userfield)=uf)\n same => n,Set(CALLERID(all)="Ann" <123>)\n same => n,Wait(1.7)\n`,
  ),
  simple('goto', `exten => a,1,Answer()\n same => n,Goto(goto-b,c,1)\n[goto-b]\nexten => c,1,Wait(1.7)\n`),
  simple(
    'userfield',
    `exten => a,1,Set(CDR(userfield)=mine)\n same => n,Set(CDR(accountcode)=acc)\n same => n,Set(CDR(own)=o)\n same => n,Set(CDR(amaflags)=BILLING)\n same => n,Dial(Local/uf@userfield/n,,g)\n same => n,NoOp(x)\n same => n,Wait(1.7)\nexten => uf,1,Set(CDR(userfield)=theirs)\n same => n,Answer()\n same => n,Wait(1.7)\n`,
  ),
  simple(
    'accounts',
    `exten => a,1,Set(CDR(accountcode)=one)\n same => n,Set(CDR(peeraccount)=two)\n same => n,Dial(Local/acc@accounts/n)\nexten => acc,1,Set(CDR(accountcode)=three)\n same => n,Answer()\n same => n,Wait(1.7)\n`,
  ),
  simple('callerid', `exten => a,1,Set(CALLERID(all)="Ann B" <123>)\n same => n,Answer()\n same => n,Wait(1.7)\n`),
  simple('calleridname', `exten => a,1,Set(CALLERID(name)=Ann)\n same => n,Answer()\n same => n,Wait(1.7)\n`),
  simple('calleridnum', `exten => a,1,Set(CALLERID(num)=77)\n same => n,Answer()\n same => n,Wait(1.7)\n`),
  simple('quotes', `exten => a,1,Answer()\n same => n,Wait(1.7)\n same => n,NoOp(say "hello", you)\n`),
  simple('redirectcaller', `exten => a,1,Dial(Local/long@redirectcaller/n)\nexten => to,1,Wait(1.7)\n${ANSWERS}`, {
    at: 2.5,
    console: 'channel redirect {Local/a@redirectcaller-*;2} redirectcaller,to,1',
  }),
  simple('redirectcallee', `exten => a,1,Dial(Local/long@redirectcallee/n)\nexten => to,1,Wait(1.7)\n${ANSWERS}`, {
    at: 2.5,
    console: 'channel redirect {Local/long@redirectcallee-*;1} redirectcallee,to,1',
  }),
  simple(
    'redirectgoeson',
    `exten => a,1,Dial(Local/long@redirectgoeson/n,,g)\n same => n,Wait(1.7)\nexten => to,1,Wait(1.7)\n${ANSWERS}`,
    {
      at: 2.5,
      console: 'channel redirect {Local/long@redirectgoeson-*;1} redirectgoeson,to,1',
    },
  ),
  simple('redirectalone', `exten => a,1,Answer()\n same => n,Wait(9)\nexten => to,1,Wait(1.7)\n`, {
    at: 2.5,
    console: 'channel redirect {Local/a@redirectalone-*;2} redirectalone,to,1',
  }),
  {
    name: 'redirectboth',
    dialplan: `exten => a,1,Dial(Local/long@redirectboth/n)\nexten => to,1,Wait(1.7)\nexten => too,1,Wait(2.5)\n${ANSWERS}`,
    actions: [
      call('redirectboth'),
      {
        at: 2.5,
        manager: [
          ['Action', 'Redirect'],
          ['Channel', '{Local/a@redirectboth-*;2}'],
          ['Context', 'redirectboth'],
          ['Exten', 'to'],
          ['Priority', '1'],
          ['ExtraChannel', '{Local/long@redirectboth-*;1}'],
          ['ExtraContext', 'redirectboth'],
          ['ExtraExten', 'too'],
          ['ExtraPriority', '1'],
        ],
      },
    ],
  },
  simple(
    'redirectdial',
    `exten => a,1,Dial(Local/long@redirectdial/n)\nexten => to,1,Dial(Local/ans@redirectdial/n)\n${ANSWERS}`,
    {
      at: 2.5,
      console: 'channel redirect {Local/a@redirectdial-*;2} redirectdial,to,1',
    },
  ),
  simple('nocdr', `exten => a,1,Answer()\n same => n,NoCDR()\n same => n,Wait(1.7)\n`),
  simple(
    'propdisable',
    `exten => a,1,Answer()\n same => n,Set(CDR_PROP(disable)=1)\n same => n,Dial(Local/ans@propdisable/n)\n${ANSWERS}`,
  ),
  simple(
    'propenable',
    `exten => a,1,Answer()\n same => n,Set(CDR_PROP(disable)=1)\n same => n,Set(CDR_PROP(disable)=0)\n same => n,Wait(1.7)\n`,
  ),
  simple(
    'reset',
    `exten => a,1,Answer()\n same => n,Set(CDR(userfield)=u)\n same => n,Set(CDR(own)=o)\n same => n,Wait(1.7)\n same => n,ResetCDR()\n same => n,Wait(2.5)\n same => n,Set(CDR(userfield)=[\${CDR(userfield)}/\${CDR(own)}])\n`,
  ),
  simple(
    'resetv',
    `exten => a,1,Answer()\n same => n,Set(CDR(userfield)=u)\n same => n,Set(CDR(own)=o)\n same => n,Wait(1.7)\n same => n,ResetCDR(v)\n same => n,Wait(2.5)\n same => n,Set(CDR(userfield)=[\${CDR(userfield)}/\${CDR(own)}])\n`,
  ),
  simple(
    'resete',
    `exten => a,1,Answer()\n same => n,NoCDR()\n same => n,Wait(1.7)\n same => n,ResetCDR(e)\n same => n,Wait(2.5)\n`,
  ),
  ...['', 'a', 'e', 'r', 'v', 'er', 'ev', 'ae', 'aer', 'vr', 'd', 'D', 'A', 'R', 's', 'T'].map((options) =>
    simple(
      `fork${options}x`,
      `exten => a,1,Answer()\n same => n,Set(CDR(userfield)=u)\n same => n,Set(CDR(own)=o)\n same => n,Wait(1.7)\n same => n,ForkCDR(${options})\n same => n,Wait(1)\n same => n,Set(CDR(userfield)=[\${CDR(userfield)}/\${CDR(own)}])\n same => n,Wait(1.7)\n`,
    ),
  ),
  simple(
    'forkunanswered',
    `exten => a,1,Wait(1.7)\n same => n,ForkCDR(a)\n same => n,Wait(1)\n same => n,Answer()\n same => n,Wait(1.7)\n`,
  ),
  simple(
    'forkdial',
    `exten => a,1,Answer()\n same => n,ForkCDR()\n same => n,Wait(1.7)\n same => n,Dial(Local/ans@forkdial/n)\n${ANSWERS}`,
  ),
  simple(
    'forkedial',
    `exten => a,1,Answer()\n same => n,ForkCDR(e)\n same => n,Wait(1.7)\n same => n,Dial(Local/ans@forkedial/n)\n${ANSWERS}`,
  ),
  simple('dialc', `exten => a,1,Answer()\n same => n,Wait(1.7)\n same => n,Dial(Local/slow@dialc/n,,C)\n${ANSWERS}`),
  simple('amaflags', `exten => a,1,Answer()\n same => n,Set(CDR(amaflags)=OMIT)\n same => n,Wait(1.7)\n`),
  simple(
    'originateapp',
    `exten => a,1,Originate(Local/ans@originateapp-b/n,app,Wait,2.5)\n same => n,Wait(3.5)\n[originateapp-b]\n${ANSWERS}`,
  ),
  simple(
    'originateexten',
    `exten => a,1,Originate(Local/ans@originateexten-b/n,exten,originateexten-c,s,1)\n same => n,Wait(3.5)\n[originateexten-b]\n${ANSWERS}[originateexten-c]\nexten => s,1,Wait(9)\n`,
  ),
  {
    name: 'consoleexten',
    dialplan: `exten => b,1,Wait(2.5)\n${ANSWERS}`,
    actions: [{ at: 0, console: 'channel originate Local/long@consoleexten/n extension b@consoleexten' }],
  },
  {
    name: 'consoledial',
    dialplan: `exten => b,1,Dial(Local/slow@consoledial/n)\n${ANSWERS}`,
    actions: [{ at: 0, console: 'channel originate Local/long@consoledial/n extension b@consoledial' }],
  },
  {
    name: 'consolebusy',
    dialplan: ANSWERS,
    actions: [{ at: 0, console: 'channel originate Local/busy@consolebusy/n extension ans@consolebusy' }],
  },
  {
    name: 'fileapp',
    dialplan: ANSWERS,
    actions: [
      {
        at: 0,
        callFile:
          'Channel: Local/long@fileapp/n\nApplication: Wait\nData: 2.5\nCallerID: "Clock" <55>\nAccount: acc\nSet: CDR(userfield)=u\n',
      },
    ],
  },
  {
    name: 'filecontext',
    dialplan: `exten => b,1,Wait(2.5)\n${ANSWERS}`,
    actions: [
      {
        at: 0,
        callFile:
          'Channel: Local/long@filecontext/n\nContext: filecontext\nExtension: b\nPriority: 1\nCallerID: "Clock" <55>\nAccount: acc\nSet: CDR(userfield)=u\n',
      },
    ],
  },
  {
    name: 'filelocal',
    dialplan: `exten => o,1,Dial(Local/long@filelocal-phone/n)\n[filelocal-phone]\n${ANSWERS}`,
    actions: [
      { at: 0, callFile: 'Channel: Local/o@filelocal/n\nApplication: Wait\nData: 2.5\nSet: CDR(userfield)=u\n' },
    ],
  },
  {
    name: 'filefails',
    dialplan: `exten => failed,1,Set(CDR(userfield)=\${REASON})\n${ANSWERS}`,
    actions: [
      {
        at: 0,
        callFile: 'Channel: Local/busy@filefails/n\nContext: filefails\nExtension: ans\nPriority: 1\nMaxRetries: 0\n',
      },
    ],
  },
  {
    name: 'filerings',
    dialplan: ANSWERS,
    actions: [
      { at: 0, callFile: 'Channel: Local/ring@filerings/n\nApplication: Wait\nData: 2\nWaitTime: 2\nMaxRetries: 0\n' },
    ],
  },
  {
    name: 'conference',
    dialplan: `exten => a,1,ConfBridge(conference-room)\nexten => b,1,ConfBridge(conference-room)\nexten => c,1,ConfBridge(conference-room)\n`,
    actions: [
      call('conference', 'a', 0, 'Wait 5.25'),
      call('conference', 'b', 1, 'Wait 5.75'),
      call('conference', 'c', 2, 'Wait 6.75'),
    ],
  },
  {
    name: 'confthen',
    dialplan: `exten => a,1,Answer()\n same => n,Wait(1)\n same => n,ConfBridge(confthen-room)\nexten => b,1,ConfBridge(confthen-room)\n`,
    actions: [call('confthen', 'a', 0, 'Wait 5.75'), call('confthen', 'b', 2, 'Wait 1.8')],
  },
  simple('followme', `exten => a,1,FollowMe(followme)\n${ANSWERS}`),
  simple(
    'localchain',
    `exten => a,1,Dial(Local/b@localchain/n)\nexten => b,1,Dial(Local/slow@localchain/n)\n${ANSWERS}`,
  ),
  ...TRANSFER_CASES,
];

/** The dialplan of all cases. */
export const CDR_DIALPLAN = `[general]\n${CDR_CASES.map(({ name, dialplan }) => `[${name}]\n${dialplan}`).join('')}`;

/** The other files that they need. */
export const CDR_FILES: Readonly<Record<string, string>> = {
  'extensions.conf': CDR_DIALPLAN,
  'followme.conf':
    '[general]\nenable_callee_prompt=no\npls_hold_prompt=silence/1\n[followme]\ncontext=followme\nnumber=ans,5\n',
  'features.conf':
    '[general]\ntransferdigittimeout=2\nfeaturedigittimeout=1500\natxfernoanswertimeout=4\natxfercallbackretries=0\n[featuremap]\nblindxfer=#1\natxfer=#2\nparkcall=#7\ndisconnect=*0\nautomixmon=*5\n[applicationmap]\nnote => *6,peer,NoOp(noted)\n',
  'res_parking.conf': `[general]\n[default]\nparkpos=701-702\ncontext=parkedcalls\n${['parkcaller', 'parkcallee', 'parktimeout', 'parkfetched', 'parkends', 'parktold'].map((name) => `[${name}]\nparkext=700\nparkpos=701-702\ncontext=${name}-lot\nparkingtime=3\ncomebacktoorigin=no\ncomebackcontext=${name}-back\n`).join('')}`,
  'confbridge.conf':
    '[general]\n[default_user]\ntype=user\nquiet=yes\nannounce_only_user=no\n[default_bridge]\ntype=bridge\n[default_menu]\ntype=menu\n',
};

/** What cdr.conf says in each round; all cases run in each. */
export const CDR_ROUNDS: Readonly<Record<string, string>> = {
  everything: '[general]\nunanswered=yes\n',
  stock: '[general]\n',
  'own words for congestion, h counts, seconds that have begun':
    '[general]\nunanswered=yes\ncongestion=yes\nendbeforehexten=no\ninitiatedseconds=yes\n',
  'only those that ask': '[general]\nunanswered=yes\nchanneldefaultenabled=no\n',
};

/** The columns of a round's Master.csv. */
export const CDR_CSV = '[csv]\nloguniqueid=yes\nloguserfield=yes\nnewcdrcolumns=yes\n';

/** The seconds after which everything is over. */
export const CDR_SECONDS = 20;

/** Channel event logging of the same calls: all events, and the columns that do not differ from run to run. */
export const CEL_FILES: Readonly<Record<string, string>> = {
  'cel.conf': '[general]\nenable=yes\nevents=ALL\napps=dial,wait,confbridge,followme,playback\n',
  'cel_custom.conf': `[mappings]\nMaster.csv => ${[
    'CHANNEL(channame)',
    'eventtype',
    'eventenum',
    'CALLERID(name)',
    'CALLERID(num)',
    'CALLERID(RDNIS)',
    'CALLERID(DNID)',
    'CHANNEL(exten)',
    'CHANNEL(context)',
    'CHANNEL(appname)',
    'CHANNEL(appdata)',
    'CHANNEL(amaflags)',
    'CHANNEL(accountcode)',
    'CHANNEL(peer)',
    'CHANNEL(userfield)',
    'userdeftype',
    'eventextra',
    'BRIDGEPEER',
  ]
    .map((name) => `\${CSV_QUOTE(\${${name}})}`)
    .join(',')}\n`,
};
