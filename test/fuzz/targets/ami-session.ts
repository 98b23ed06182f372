import type { TcpConnection } from '../../../src/net/network.ts';
import { openTestPbx } from '../../support/test-pbx.ts';
import { type FuzzTarget, must } from '../target.ts';
import { AMI_FRAMES } from './ami-frames.ts';

const CONFIG = {
  'manager.conf':
    '[general]\nenabled=yes\nbindaddr=127.0.0.1\n[fuzz]\nsecret=fuzz\nread=all\nwrite=call,reporting,user,dialplan,config\n',
  'extensions.conf': '[default]\nexten => 100,1,Wait(3600)\nexten => 100,hint,Phone/a\n',
};
const LOGIN = 'Action: Login\r\nUsername: fuzz\r\nSecret: fuzz\r\nEvents: on\r\n\r\n';

/** The manager interface of a whole PBX, by a client that has logged in: it always answers again, and no answer is torn. */
export const amiSession: FuzzTarget = {
  name: 'ami-session',
  good: AMI_FRAMES,
  async open() {
    const pbx = await openTestPbx({ noload: ['res_console'], technologies: ['Phone'], verbosity: 0, config: CONFIG });
    let heard = '';
    let connection: TcpConnection | undefined;
    const connect = (): void => {
      heard = '';
      connection = pbx.network.connectTcp(
        { host: '127.0.0.1', port: 5038 },
        {
          onData(chunk) {
            heard += chunk.toString('utf8');
          },
          onClose() {
            connection = undefined;
          },
        },
      );
      connection.write(LOGIN);
    };
    let serial = 0;
    return {
      feed(frame) {
        if (!connection) connect();
        connection?.write(frame);
      },
      async settle() {
        await pbx.clock.advance(1200);
        // a Logoff among the frames is obeyed
        if (!connection) connect();
        const mark = `alive-${serial++}`;
        connection?.write(`\r\n\r\n\r\nAction: Ping\r\nActionID: ${mark}\r\n\r\n`);
        await pbx.clock.advance(50);
        must(
          heard.includes(`ActionID: ${mark}\r\nPing: Pong`) || heard.includes('Permission denied'),
          'no answer any more',
        );
        for (const line of heard.split('\r\n'))
          must(
            /^(?:[^\r\n\0]*)$/.test(line) &&
              (line === '' || line.includes(':') || line.startsWith('Asterisk Call Manager')),
            `a torn line: ${JSON.stringify(line.slice(0, 200))}`,
          );
        heard = '';
        pbx.log.records.length = 0;
      },
      close: () => pbx.close(),
    };
  },
};
