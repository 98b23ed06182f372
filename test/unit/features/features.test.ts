import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { openTestPbx, type TestPbx } from '../../support/test-pbx.ts';

const show = async (pbx: TestPbx): Promise<string> => (await pbx.pbx.ports.use(commandsPort).run('features show')).text;

const FEATURES = `[general]
pickupexten = *9
[featuremap]
blindxfer = ##
atxfer = *2
disconnect = *0
automon = *1
automixmon = *3
parkcall = #72
[applicationmap]
app1 => #9,self,Playback,tt
app2 => #8,peer/both,Playback(x,y),default
[grp]
app1 => *71
app2 =>
`;

test('features show is written as Asterisk writes it', async () => {
  await using pbx = await openTestPbx({ config: { 'features.conf': FEATURES } });
  expect(await show(pbx)).toBe(`Builtin Feature           Default Current
---------------           ------- -------
Pickup                    *8      *9     
Blind Transfer            #       ##     
Attended Transfer                 *2     
One Touch Monitor                 *1     
Disconnect Call           *       *0     
Park Call                         #72    
One Touch MixMonitor              *3     

Dynamic Feature           Default Current
---------------           ------- -------
app1                      no def  #9     
app2                      no def  #8     

Feature Groups:
---------------
===> Group: grp
===> --> app1 (*71)
===> --> app2 (#8)
`);
});

test.each([
  ['[applicationmap]\nbad => x\n', "'bad => x' in [applicationmap] is not 'code,self|peer"],
  ['[applicationmap]\nbad => #6,nobody,NoOp\n', "'bad => #6,nobody,NoOp' in [applicationmap] is not"],
  ['[applicationmap]\nok => #1,self\n', "'ok => #1,self' in [applicationmap] is not"],
  ['[grp]\napp9 => 1\n', "the group [grp] names 'app9', which is not in [applicationmap]"],
])(
  'a reload of %j keeps what there was, as Asterisk does; at the start the line alone is left out',
  async (text, message) => {
    await using pbx = await openTestPbx({ config: { 'features.conf': FEATURES } });
    const before = await show(pbx);
    pbx.write('features.conf', text);
    expect(await pbx.pbx.modules.reload('features')).toMatchObject({ ok: false });
    expect(pbx.log.has(message)).toBe(true);
    expect(await show(pbx)).toBe(before);
    await using fresh = await openTestPbx({ config: { 'features.conf': `[featuremap]\nblindxfer=#1\n${text}` } });
    expect(await show(fresh)).toContain('Blind Transfer            #       #1     \n');
  },
);

test('a code that cannot be pressed is told', async () => {
  await using pbx = await openTestPbx({ config: { 'features.conf': '[applicationmap]\nodd => #x,self,NoOp\n' } });
  expect(pbx.log.of('warning').join()).toContain("the code '#x' of 'odd' in [applicationmap] cannot be pressed");
  expect(await show(pbx)).toContain('odd                       no def  #x     \n');
});
