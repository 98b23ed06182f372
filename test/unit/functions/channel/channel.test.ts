import { expect, test } from 'vitest';
import type { FakeCall } from '../../../support/fake-phone.ts';
import { saidValues } from '../../../support/said-values.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('CHANNEL has the items of a real Asterisk', async () => {
  const { values, log } = await saidValues(
    [
      'NoOp(${CHANNEL(audionativeformat)}|${CHANNEL(audioreadformat)}|${CHANNEL(audiowriteformat)}|${CHANNEL(videonativeformat)}|${CHANNEL(transfercapability)}|${CHANNEL(checkhangup)}|${CHANNEL(amaflags)}|${CHANNEL(onhold)}|${CHANNEL(max_forwards)}|${CHANNEL(hangupsource)}|${CHANNEL(after_bridge_goto)}|${CHANNEL(secure_bridge_media)})',
      'NoOp($["${CHANNEL(channame)}" = "${CHANNEL(name)}"] ${CHANNEL(exten)}@${CHANNEL(context)} ${CHANNEL(uniqueid):0:2} ${CHANNEL(channeltype)} ${CHANNEL(state)})',
      'NoOp(${CHANNEL(tonezone)}${CHANNEL(trace)})',
      'Set(CHANNEL(namedcallgroup)=sales,support)',
      'Set(CHANNEL(namedpickupgroup)=sales)',
      'Set(CHANNEL(callgroup)=1,3-5)',
      'Set(CHANNEL(tonezone)=de)',
      'NoOp(${CHANNEL(namedcallgroup)}|${CHANNEL(namedpickupgroup)}|${CHANNEL(callgroup)}|${CHANNEL(tonezone)})',
      'Set(CHANNEL(tonezone)=zz)',
      'Set(CHANNEL(amaflags)=billing)',
      'Set(CHANNEL(max_forwards)=5)',
      'Set(CHANNEL(after_bridge_goto)=default,s,1)',
      'Set(CHANNEL(hangupsource)=foo)',
      'Set(CHANNEL(linkedid)=foo)',
      'Set(CHANNEL(context)=foo)',
      'NoOp(${CHANNEL(tonezone)}|${CHANNEL(amaflags)}|${CHANNEL(max_forwards)}|${CHANNEL(after_bridge_goto)}|${CHANNEL(hangupsource)})',
      'Set(CHANNEL(amaflags)=zz)',
      'Set(CHANNEL(max_forwards)=x)',
      'Set(CHANNEL(callgroup)=)',
      'NoOp(${CHANNEL(amaflags)}|${CHANNEL(max_forwards)}|${CHANNEL(callgroup)}|${CHANNEL()})',
      'Goto(other,1)',
    ],
    { more: 'exten => other,1,NoOp(${CHANNEL(lastexten)} ${CHANNEL(lastcontext)} ${CHANNEL(exten)})' },
  );
  expect(values).toEqual([
    '(slin)|slin|slin|(nothing)|SPEECH|0|3|0|20|||',
    expect.stringMatching(/^1 s@probe \d\d Phone Ring$/),
    '',
    'sales, support|sales|1, 3, 4, 5|de',
    'de|2|5|default,s,1|foo',
    '0|5||',
    's  other',
  ]);
  expect(
    log
      .of('warning')
      .filter((line) => line.startsWith('Unknown or'))
      .map((line) => line.replace(/ \[s@.*/, '')),
  ).toEqual(
    ['tonezone', 'trace', 'linkedid', 'context', ''].map((item) => `Unknown or unavailable item requested: '${item}'`),
  );
  expect(log.has("Unable to set max forwards to 'x'")).toBe(true);
  expect(log.of('error')).toContain(
    "Unknown country code 'zz' for tonezone. Check indications.conf for available country codes.",
  );
});

test('a called channel goes on where after_bridge_goto says, and the one that hung up is told', async () => {
  const extensions = `[default]
exten => 1,1,Dial(Phone/bob,,U(mark))
exten => h,1,NoOp(\${CHANNEL(hangupsource)})
exten => on,1,NoOp(went on)
 same => n,Wait(1)
[mark]
exten => s,1,Set(CHANNEL(after_bridge_goto)=default,on,1)
 same => n,Return()
`;
  await using pbx = await openTestPbx({
    config: { 'extensions.conf': extensions },
    phones: { bob: (call: FakeCall) => call.pickUp() },
  });
  const call = pbx.call('alice', '1');
  await pbx.clock.advance(2000);
  call.hangUp();
  await pbx.finish(call);
  await pbx.clock.advance(2000);
  const bob = pbx.exchange.callsOf('bob')[0];
  expect(pbx.log.steps).toContain(`h@default:1 NoOp(${call.channel.name})`);
  expect(pbx.log.steps).toContain('on@default:1 NoOp(went on)');
  expect(bob?.endedWith).toBeDefined();
});

test('dtmf_features are what the channel may do by digits, callid is that of the log', async () => {
  const { values, log } = await saidValues([
    'Set(CHANNEL(dtmf_features)=XT)',
    'NoOp(${CHANNEL(dtmf_features)} ${CHANNEL(callid)})',
    'Set(CHANNEL(dtmf_features)=TZ)',
    'Set(CHANNEL(dtmf_features)=k)',
    'NoOp(${CHANNEL(dtmf_features)})',
  ]);
  expect(values).toEqual([expect.stringMatching(/^TX \[C-[0-9a-f]{8}\]$/), 'T']);
  expect(log.has("Features 'Z' from features string 'TZ' can not be applied.")).toBe(true);
  expect(log.has("Features string 'k' rejected because it contains non-uppercase feature.")).toBe(true);
});
