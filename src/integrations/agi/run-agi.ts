import type { Call, Outcome } from '../../channel/call.ts';
import { end } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { openAsyncAgi } from './async-agi.ts';
import { type AgiRequest, environmentLines } from './environment.ts';
import { connectFastAgi, parseAgiAddress } from './fast-agi.ts';
import { startScript } from './local-script.ts';
import { type AgiEnd, AgiSession } from './session.ts';

/** AGISTATUS. */
type AgiStatus = 'SUCCESS' | 'FAILURE' | 'NOTFOUND' | 'HANGUP';

/** AGI(script[,argument…]) and its kin: lets a script control the call. */
export async function runAgi(call: Call, text: string, enhanced: boolean): Promise<Outcome> {
  const [request = '', ...args] = splitArguments(text);
  if (request === '') {
    call.log.warning('AGI requires an argument (script)');
    return end();
  }
  const { position } = call.channel;
  const before = { context: position.context, exten: position.exten };
  const told = await talk(call, { request, args, enhanced, server: parseAgiAddress(request) });
  call.set('AGISTATUS', told);
  // As Asterisk: what stands after it in h does not run.
  if (told === 'HANGUP') return end();
  const moved = position.context !== before.context || position.exten !== before.exten;
  if (moved) call.channel.touch();
  return undefined;
}

/** The commands come from manager clients. @throws the signal's reason where the call goes on elsewhere. */
async function talkToManagers(call: Call, asked: AgiRequest): Promise<AgiStatus> {
  const session = new AgiSession(call, asked.request);
  const dead = call.channel.hungUp;
  const transport = openAsyncAgi(call, session);
  try {
    const ended = await session.run(transport, environmentLines(call, { ...asked, request: 'async' }));
    return ended === 'done' && !dead ? 'SUCCESS' : 'HANGUP';
  } finally {
    await transport.close(session.tellsHangup);
  }
}

async function talk(call: Call, asked: AgiRequest): Promise<AgiStatus> {
  const { log, channel } = call;
  const dead = channel.hungUp;
  if (/^agi:async$/i.test(asked.request)) return await talkToManagers(call, asked);
  if (asked.server && asked.enhanced) {
    // As Asterisk, which says nothing.
    log.warning(`EAGI cannot send audio to a server; use AGI(${asked.request})`);
    return 'FAILURE';
  }
  const session = new AgiSession(call, asked.request);
  const transport =
    asked.server === undefined
      ? startScript(call, asked, session)
      : await connectFastAgi(call, asked.request, asked.server, session);
  if ('status' in transport) {
    log.warning(transport.message);
    return transport.status;
  }
  let ended: AgiEnd = 'done';
  let exitCode: number | undefined;
  try {
    ended = await session.run(transport, environmentLines(call, asked));
  } finally {
    if (ended === 'next') transport.giveBack?.();
    else exitCode = await transport.close(session.tellsHangup);
  }
  if (ended === 'flooded')
    log.warning(`AGI script ${asked.request} on ${channel.name} does not wait for answers; parted with it`);
  const told = statusOf(ended, channel.hungUp && !dead, exitCode);
  log.verbose(3, `<${channel.name}>AGI Script ${asked.request} completed, returning ${told === 'HANGUP' ? 4 : 0}`);
  return told;
}

function statusOf(ended: AgiEnd, hungUpMeanwhile: boolean, exitCode: number | undefined): AgiStatus {
  if (ended === 'hung up' || (ended === 'next' && hungUpMeanwhile)) return 'HANGUP';
  return ended === 'flooded' || (exitCode ?? 0) !== 0 ? 'FAILURE' : 'SUCCESS';
}
