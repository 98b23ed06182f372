import type { HeardCase, HeardFamily } from './heard-case.ts';

/** A call with these options of Dial, between a caller and who is called. */
function talk(name: string, options: string, caller: string, callee: string, ...before: readonly string[]): HeardCase {
  const sets = ['Set(__TRANSFER_CONTEXT=targets)', ...before].map((step) => step.replaceAll('{lot}', `lot-${name}`));
  return {
    name,
    calls: [
      {
        runs: [...sets, 'Answer()', `Dial(Local/${name}-2@says/n,,${options})`, 'NoOp(went on ${DIALSTATUS})'],
        says: caller,
      },
      { runs: [], says: callee, called: true },
    ],
  };
}

/** One is parked in the lot of the case, and fetched three seconds later. */
function fetched(name: string, caller: string, fetcher: string): HeardCase {
  return {
    name,
    calls: [
      { runs: ['Set(__TRANSFER_CONTEXT=targets)', 'Answer()', `Park(lot-${name},s)`, 'NoOp(went on)'], says: caller },
      {
        runs: ['Set(__TRANSFER_CONTEXT=targets)', 'Answer()', `ParkedCall(lot-${name},${SPACE})`, 'NoOp(went on)'],
        says: fetcher,
        at: 3,
      },
    ],
  };
}

/** One is parked until its time is over. */
function parked(name: string, options: string): HeardCase {
  return { name, calls: [{ runs: ['Answer()', `Park(lot-${name},${options})`, 'NoOp(went on)'], says: 'quiet 8' }] };
}

/** One is parked and leaves; then the next one is. */
function oneAfterAnother(name: string): HeardCase {
  const runs = ['Answer()', `Park(lot-${name})`];
  return {
    name,
    calls: [
      { runs, says: 'quiet 3' },
      { runs, says: 'quiet 5', at: 5 },
    ],
  };
}

/** One is called who belongs to groups; another picks up two seconds later. */
function picked(name: string, theirs: string, own: string): HeardCase {
  return {
    name,
    calls: [
      {
        runs: [`Dial(Local/ring@groups/n,8,b(groups^${theirs}^1))`, 'NoOp(went on ${DIALSTATUS})'],
        says: 'quiet 11',
      },
      { runs: [`Set(${own})`, 'Pickup()', 'NoOp(${PICKUPRESULT})'], says: 'quiet 3', at: 2 },
    ],
  };
}

/** There the h of who has picked up is told of the channel that rang. */
const NAMES = 'the channel of who picks up keeps its name';
const SPACE = 800;
const APPLICATIONS = 'Set(__DYNAMIC_FEATURES=onself#onpeer#bycallee#both#quoted#some)';
const PARKS = 'Set(CHANNEL(parkinglot)={lot})';

const LOT_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'park-by-caller': ['parkext => 750'],
  'park-by-callee': ['parkext => 751'],
  'fetched-hangup-caller': ['parkedcallhangup = caller'],
  'fetched-hangup-callee': ['parkedcallhangup = callee'],
  'fetched-transfers': ['parkedcalltransfers = both'],
  'fetched-records': ['parkedcallrecording = caller'],
  'fetched-parks-again': ['parkedcallreparking = caller', 'parkext => 752'],
  'comes-back-elsewhere': ['comebacktoorigin = no', 'comebackcontext = targets'],
  'comes-back-to-nobody': ['comebacktoorigin = no', 'comebackcontext = nowhere'],
  'first-space': ['findslot = first'],
  'next-space': ['findslot = next'],
  'parks-by-extension': ['parkext => 760', 'parkext_exclusive = yes'],
  'parks-by-shared-extension': [
    '[shared]',
    'context => shared',
    'parkpos => 780-780',
    'parkext => 761',
    'parkext_exclusive = no',
  ],
  'fetched-plays-both': ['courtesytone = auth-thankyou', 'parkedplay = both'],
  'fetched-plays-caller': ['courtesytone = auth-thankyou', 'parkedplay = caller'],
};

const cases: readonly HeardCase[] = [
  talk('blind-by-caller', 'T', 'quiet 2, press #1, quiet 2, press 6, quiet 3', 'quiet 9'),
  talk('blind-by-callee', 't', 'quiet 9', 'quiet 2, press #1, quiet 2, press 6, quiet 3'),
  talk('blind-without', 't', 'quiet 2, press #1, quiet 2, press 6, quiet 3', 'quiet 9'),
  talk('blind-wrong', 'T', 'quiet 2, press #1, quiet 2, press 9, quiet 5, press 6, quiet 3', 'quiet 15'),
  talk('disconnect-by-caller', 'H', 'quiet 2, press *0, quiet 4', 'quiet 9'),
  talk('disconnect-by-caller-goes-on', 'Hg', 'quiet 2, press *0, quiet 4', 'quiet 9'),
  talk('disconnect-by-callee', 'h', 'quiet 9', 'quiet 2, press *0, quiet 4'),
  talk('disconnect-by-callee-goes-on', 'hg', 'quiet 9', 'quiet 2, press *0, quiet 4'),
  talk('disconnect-without', 'h', 'quiet 2, press *0, quiet 4', 'quiet 9'),
  talk('attended-by-caller', 'T', 'quiet 2, press *2, quiet 2, press 6, quiet 3', 'quiet 12'),
  talk('attended-by-callee', 't', 'quiet 12', 'quiet 2, press *2, quiet 2, press 6, quiet 3'),
  talk('attended-busy', 'T', 'quiet 2, press *2, quiet 2, press 7, quiet 6', 'quiet 13'),
  talk('attended-wrong', 'T', 'quiet 2, press *2, quiet 2, press 9, quiet 5, press 9, quiet 6', 'quiet 18'),
  talk('park-by-caller', 'K', 'quiet 2, press *5, quiet 6', 'quiet 12', PARKS),
  talk('park-by-callee', 'k', 'quiet 12', 'quiet 2, press *5, quiet 6', PARKS),
  talk('mix-record-by-caller', 'X', 'quiet 2, press *93, quiet 4, press *93, quiet 3', 'quiet 12'),
  talk('mix-record-by-callee', 'x', 'quiet 12', 'quiet 2, press *93, quiet 4, press *93, quiet 3'),
  talk('application-self', '', 'quiet 2, press *61, quiet 4', 'quiet 2, press *61, quiet 5', APPLICATIONS),
  talk('application-peer', '', 'quiet 2, press *62, quiet 4', 'quiet 9', APPLICATIONS),
  talk('application-peer-by-callee', '', 'quiet 9', 'quiet 2, press *62, quiet 4', APPLICATIONS),
  talk('application-callee', '', 'quiet 2, press *63, quiet 6', 'quiet 5, press *63, quiet 4', APPLICATIONS),
  talk('application-both', '', 'quiet 2, press *64, quiet 7', 'quiet 6, press *64, quiet 5', APPLICATIONS),
  talk('application-quoted', '', 'quiet 2, press *65, quiet 5', 'quiet 9', APPLICATIONS),
  talk('application-of-group', '', 'quiet 2, press *71, quiet 5', 'quiet 9', APPLICATIONS),
  talk('application-not-named', '', 'quiet 2, press *61, quiet 5', 'quiet 9'),
  fetched('fetched', 'quiet 2, press *0, quiet 6', 'quiet 2, press *0, quiet 3'),
  fetched('fetched-hangup-caller', 'quiet 8, press *0, quiet 4', 'quiet 3, press *0, quiet 5'),
  fetched('fetched-hangup-callee', 'quiet 9, press *0, quiet 3', 'quiet 3, press *0, quiet 8'),
  fetched('fetched-transfers', 'quiet 14', 'quiet 3, press #1, quiet 2, press 6, quiet 3'),
  fetched('fetched-plays-both', 'quiet 8', 'quiet 4'),
  fetched('fetched-plays-caller', 'quiet 8', 'quiet 4'),
  { ...picked('group', 'number', 'CHANNEL(pickupgroup)=7'), differs: NAMES },
  picked('group-of-others', 'number', 'CHANNEL(pickupgroup)=8'),
  { ...picked('named-group', 'named', 'CHANNEL(namedpickupgroup)=sales,support'), differs: NAMES },
  picked('named-group-of-others', 'named', 'CHANNEL(namedpickupgroup)=nobody'),
  {
    ...talk('park-without-extension', 'K', 'quiet 2, press *5, quiet 6', 'quiet 12', PARKS),
    differs: 'a code parks in a lot that has no extension for it, too',
  },
  fetched('fetched-records', 'quiet 14', 'quiet 3, press *93, quiet 3, press *93, quiet 3'),
  fetched('fetched-records-not', 'quiet 12', 'quiet 3, press *93, quiet 5'),
  fetched('fetched-parks-again', 'quiet 16', 'quiet 3, press *5, quiet 6'),
  parked('comes-back-elsewhere', 'st(2)'),
  parked('comes-back-to-nobody', 'st(2)'),
  parked('comes-back-as-told', 'st(2)c(targets,6,1)'),
  oneAfterAnother('first-space'),
  oneAfterAnother('next-space'),
  {
    name: 'parks-by-extension',
    calls: [{ runs: ['Answer()', 'Goto(lot-parks-by-extension,760,1)'], says: 'quiet 6' }],
  },
  {
    name: 'parks-by-shared-extension',
    calls: [
      {
        runs: ['Answer()', 'Set(CHANNEL(parkinglot)=lot-parks-by-shared-extension)', 'Goto(shared,761,1)'],
        says: 'quiet 6',
      },
    ],
  },
];

const lots = cases.flatMap(({ name, calls }, index) =>
  calls.some(({ runs }) => runs.some((step) => step.includes(`lot-${name}`)))
    ? [
        `[lot-${name}]`,
        `context => lot-${name}`,
        name.startsWith('fetched')
          ? `parkpos => ${SPACE}-${SPACE}`
          : `parkpos => ${700 + index}-${name.endsWith('-space') ? 702 + index : 700 + index}`,
        'parkingtime => 60',
        ...(LOT_OPTIONS[name] ?? []),
      ]
    : [],
);

/** What parties of a call hear and do by digits. */
export const featuresCases: HeardFamily = {
  name: 'features',
  files: {
    'features.conf': `[general]
transferdigittimeout=2
transferdialattempts=2
featuredigittimeout=700
atxfernoanswertimeout=4
courtesytone=beep
pickupsound=auth-thankyou
pickupfailsound=vm-goodbye
[featuremap]
blindxfer=#1
disconnect=*0
atxfer=*2
parkcall=*5
automixmon=*93
[applicationmap]
onself=*61,self/caller,Playback,vm-goodbye
onpeer=*62,peer/caller,Playback,vm-goodbye
bycallee=*63,self/callee,Playback,vm-goodbye
both=*64,peer/both,Playback(auth-thankyou),default
quoted=*65,self,Playback,"auth-thankyou,noanswer"
ofgroup=*66,self,Playback,vm-goodbye
[some]
ofgroup=*71
`,
    'res_parking.conf': `[general]\n${lots.join('\n')}\n`,
  },
  sections: `[targets]
exten => 6,1,Answer()
 same => n,NoOp(came to 6)
 same => n,Wait(8)
exten => 7,1,Busy(1)
exten => s,1,NoOp(came back to s)
[groups]
exten => ring,1,Ringing()
 same => n,Wait(10)
exten => number,1,Set(CHANNEL(callgroup)=7)
 same => n,Return()
exten => named,1,Set(CHANNEL(namedcallgroup)=support)
 same => n,Return()
`,
  cases,
};
