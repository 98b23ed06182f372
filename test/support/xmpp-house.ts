import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xmppAccountsPort } from '../../src/integrations/xmpp/accounts.ts';
import { startServer } from '../../src/main.ts';
import { commandsPort } from '../../src/pbx/ports/commands.ts';
import type { Prosody } from './prosody.ts';

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'missed-call');
/** A room of the server. */
export const ROOM = 'office@rooms.example.org';

const ASK = `
[ask]
exten => status,1,Verbose(1,presence \${JABBER_STATUS(asterisk,me@example.org)} \${JABBER_STATUS(asterisk,colleague@example.org)} \${JABBER_STATUS(asterisk,nobody@example.org)})
exten => old,1,JabberStatus(asterisk,me@example.org,OLD)
 same => n,Verbose(1,the old form says \${OLD})
exten => mail,1,Verbose(1,mail is \${DEVICE_STATE(MWI:100@default)})
exten => talk,1,JabberSend(asterisk,me@example.org,Shall I open, yes or no?)
 same => n,Verbose(1,the answer is [\${JABBER_RECEIVE(asterisk,me@example.org,10)}])
exten => room,1,JabberJoin(asterisk,${ROOM},telephone)
 same => n,JabberSendGroup(asterisk,${ROOM},Lunch!)
 same => n,Wait(0.5)
 same => n,JabberLeave(asterisk,${ROOM},telephone)
[messages]
exten => s,1,Verbose(1,got [\${MESSAGE(body)}] from \${MESSAGE(from)})
[ringing]
exten => _X.,1,Ringing()
 same => n,Wait(60)
[lamps]
exten => night,hint,Custom:night
exten => day,hint,Custom:day
[caller]
exten => s,1,Answer()
 same => n,Dial(Local/555@phones,60)
`;

/** A PBX with XMPP accounts. */
export interface House extends AsyncDisposable {
  cli(line: string): Promise<string>;
  /** Sends by the account `asterisk`, as JabberSend does. */
  send(to: string, text: string): Promise<void>;
  /** Resolves when a line of the log contains `text`, now or later. */
  saw(text: string): Promise<void>;
  readonly output: string;
}

/** The missed-call example, with its accounts on that server, and further contexts. The test closes it. */
export async function openXmppHouse(
  prosody: Prosody,
  change: (jabber: string) => string = (text) => text,
  more: Readonly<Record<string, string>> = {},
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-xmpp-'));
  const etc = join(folder, 'etc');
  mkdirSync(etc);
  const example = (name: string): string => readFileSync(join(EXAMPLE, name), 'utf8');
  const jabber = example('jabber.conf')
    .replaceAll('jabber.example.org', '127.0.0.1')
    .replaceAll('port = 5222', `port = ${prosody.port}\ntls_ca_file = ${prosody.authority}`)
    .replace('timeout = 100', 'timeout = 100\nsendtodialplan = yes\ncontext = messages')
    .replace('change-me-xmpp-two', 'pw-pbx-two')
    .replace('change-me-xmpp', 'pw-pbx');
  const files = {
    'modules.conf':
      '[modules]\nautoload = yes\nnoload = chan_sip.so\nnoload = res_pjsip.so\nnoload = chan_pjsip.so\nnoload = manager.so\n',
    'jabber.conf': change(jabber),
    'extensions.conf': example('extensions.conf').replace('SIP/${ARG1}', 'Local/${ARG1}@ringing') + ASK,
    ...more,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(etc, name), text);
  let output = '';
  const server = await startServer({
    etc,
    state: join(folder, 'state'),
    verbosity: 3,
    terminal: { write: (text) => void (output += text), colour: false },
  });
  if ('failure' in server) throw new Error(server.failure);
  return {
    cli: async (line) => (await server.pbx.ports.use(commandsPort).run(line)).text,
    send: async (to, text) => server.pbx.ports.use(xmppAccountsPort).find('asterisk')?.sendMessage(to, text),
    get output() {
      return output;
    },
    async saw(text) {
      await until(
        () => output.includes(text),
        () => `'${text}' in:\n${output}`,
      );
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; what it waited for in vain is in the error. */
export async function until(done: () => boolean | Promise<boolean>, what = (): string => String(done)): Promise<void> {
  for (const endMs = performance.now() + 30_000; !(await done()); ) {
    if (performance.now() > endMs) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
