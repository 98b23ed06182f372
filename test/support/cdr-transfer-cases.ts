import { ANSWERS, type CdrCase, call, simple } from './cdr-case.ts';

/** The numbers under which those can be dialled. */
const EXTENS: Readonly<Record<string, string>> = { ans: '201', slow: '202', long: '203', ring: '204', busy: '205' };

/** Calls that are transferred, parked, picked up, paged or held by others. */
export const TRANSFER_CASES: readonly CdrCase[] = [
  simple(
    'localoptimised',
    `exten => a,1,Dial(Local/b@localoptimised)\nexten => b,1,Dial(Local/long@localoptimised/n,3)\n${ANSWERS}`,
  ),
  transferring('blindcaller', 'caller', '#1', 'slow', 4),
  transferring('blindcallee', 'callee', '#1', 'slow', 4),
  transferring('blindbusy', 'callee', '#1', 'busy', 4),
  transferring('attcaller', 'caller', '#2', 'long', 3),
  transferring('attcallee', 'callee', '#2', 'long', 3),
  transferring('attearly', 'caller', '#2', 'slow', 1),
  transferring('attcode', 'callee', '#2', 'long', 3, '*2'),
  transferring('attback', 'caller', '#2', 'long', 3, '*1'),
  transferring('attswap', 'callee', '#2', 'long', 3, '*4'),
  transferring('attthree', 'caller', '#2', 'long', 3, '*3'),
  transferring('attgone', 'caller', '#2', 'slow', 5),
  transferring('disconnected', 'caller', '*0', '', 1),
  transferring('touched', 'caller', '*5', '', 3),
  transferring('featureapp', 'callee', '*6', '', 3),
  transferring('parkcaller', 'caller', '#7', '', 5),
  transferring('parkcallee', 'callee', '#7', '', 5),
  simple(
    'pickuptaken',
    `exten => a,1,Dial(Local/ring@pickuptaken/n,5)\nexten => p,1,PickupChan(Local/ring@pickuptaken,p)\n same => n,NoOp(none)\n${ANSWERS}`,
    call('pickuptaken', 'p', 1.5, 'Wait 1.7'),
  ),
  simple(
    'pickupcallerends',
    `exten => a,1,Dial(Local/ring@pickupcallerends/n,5)\nexten => p,1,PickupChan(Local/ring@pickupcallerends,p)\n same => n,NoOp(none)\n${ANSWERS}`,
    call('pickupcallerends', 'p', 1.5),
    { at: 3.5, console: 'channel request hangup {Local/a@pickupcallerends-*;1}' },
  ),
  simple(
    'pickupgoeson',
    `exten => a,1,Dial(Local/ring@pickupgoeson/n,5,g)\n same => n,Wait(1.7)\nexten => p,1,PickupChan(Local/ring@pickupgoeson,p)\n same => n,NoOp(none)\n${ANSWERS}`,
    call('pickupgoeson', 'p', 1.5, 'Wait 1.7'),
  ),
  {
    name: 'pickuporiginated',
    dialplan: `exten => b,1,Wait(1.7)\nexten => p,1,PickupChan(Local/ring@pickuporiginated,p)\n same => n,NoOp(none)\n${ANSWERS}`,
    actions: [
      { at: 0, console: 'channel originate Local/ring@pickuporiginated/n extension b@pickuporiginated' },
      { at: 1.5, console: 'channel originate Local/long@pickuporiginated/n extension p@pickuporiginated' },
    ],
  },
  simple(
    'pickupnone',
    `exten => a,1,Pickup(none@pickupnone)\n same => n,Wait(1)\n same => n,Answer()\n same => n,Wait(1.7)\n`,
  ),
  simple(
    'parktimeout',
    `exten => a,1,Park(parktimeout,sc(parktimeout,back,1)t(2))\n same => n,NoOp(x)\nexten => back,1,Wait(1.7)\n`,
  ),
  simple(
    'parkfetched',
    `exten => a,1,Park(parkfetched,s)\n same => n,NoOp(x)\nexten => f,1,ParkedCall(parkfetched,701)\n same => n,Wait(1)\n`,
    call('parkfetched', 'f', 2, 'Wait 2.7'),
  ),
  simple('parkends', `exten => a,1,Answer()\n same => n,Wait(1)\n same => n,Park(parkends,s)\n`, {
    at: 3.5,
    console: 'channel request hangup {Local/a@parkends-*;1}',
  }),
  simple(
    'parktold',
    `exten => a,1,ParkAndAnnounce(parktold,sc(parktold,back,1)t(3),PARKED,Local/ans@parktold/n)\n same => n,NoOp(x)\nexten => back,1,Wait(1.7)\n${ANSWERS}`,
  ),
  simple('bridgewait', `exten => a,1,BridgeWait(bridgewait,participant,S(2))\n same => n,Wait(1.7)\n`),
  simple('page', `exten => a,1,Page(Local/long@page/n&Local/busy@page/n,q)\n same => n,Wait(1)\n${ANSWERS}`, {
    at: 4.5,
    console: 'channel request hangup {Local/a@page-*;1}',
  }),
  simple(
    'chanama',
    `exten => a,1,Set(CHANNEL(amaflags)=BILLING)\n same => n,Set(CHANNEL(accountcode)=chan)\n same => n,Set(CHANNEL(peeraccount)=peer)\n same => n,Dial(Local/ans@chanama/n)\n${ANSWERS}`,
  ),
  simple('setama', `exten => a,1,Answer()\n same => n,SetAMAFlags(OMIT)\n same => n,Wait(1.7)\n`),
];

/** Somebody calls somebody, and after a second one of the two presses a code, perhaps an extension after it, and stays for some seconds; perhaps with a further code before. */
function transferring(
  name: string,
  who: 'caller' | 'callee',
  code: string,
  exten: string,
  seconds: number,
  then = '',
): CdrCase {
  const pressed = `ww${code}${exten && `ww${EXTENS[exten] ?? exten}`}${'w'.repeat(2 * seconds)}${then && `${then}wwww`}`;
  const options = who === 'caller' ? 'TKHXg' : 'tkhxg';
  const target = who === 'caller' ? 'long' : 'keys';
  const dialplan = `exten => a,1,Set(__DYNAMIC_FEATURES=note)\n same => n,Set(__PARKINGLOT=${name})\n same => n,Dial(Local/${target}@${name}/n,,${options})\n same => n,Wait(1)\nexten => keys,1,Answer()\n same => n,SendDTMF(${pressed})\n${Object.entries(
    EXTENS,
  )
    .map(([exten_, number]) => `exten => ${number},1,Goto(${exten_},1)\n`)
    .join('')}${ANSWERS}`;
  return { name, dialplan, actions: [call(name, 'a', 0, who === 'caller' ? `SendDTMF ${pressed}` : 'Wait 11')] };
}
