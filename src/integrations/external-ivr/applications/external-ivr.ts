import { end } from '../../../channel/call.ts';
import { options, text } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { connectServer, parseIvrAddress, startProgram } from '../ivr-peer.ts';
import { IvrSession } from '../ivr-session.ts';

/** Lets a program play prompts and hear digits. */
export const application = defineApplication({
  name: 'ExternalIVR',
  module: 'app_externalivr',
  synopsis: 'Lets a program, or a server, choose what is played, and tells it what the caller presses',
  description: [
    'The program writes a command a line: S,prompt plays it and drops what was to be heard; A,prompt plays it afterwards; I, stops what is heard; D,digits presses them; G,name,… and V,name=value,… read and set variables; L,text logs; O,autoclear and O,noautoclear say whether a digit drops the prompts; P, asks for the arguments; T, answers; E,text goes on in the dialplan; H,text hangs up.',
    'It reads an event a line, `event,seconds since 1970[,data]`: a digit; F, T and D for a prompt that was heard, interrupted or dropped; Z for one that is not there; E, H and I,HANGUP for the end.',
    'Commands of less than three characters are ignored, as Asterisk does; so that I, P and T want something behind the comma.',
    'Deviation: on a channel that is answered prompts are heard with option n too; Asterisk starts to play only at T.',
  ],
  arguments: {
    program: text('command[(argument[,argument…])], or ivr://host[:port][(argument…)]'),
    options: options('how', {
      n: { doc: 'the channel is not answered' },
      i: { doc: 'a hangup is told by I,HANGUP, and the program ends the call by H' },
      d: { doc: 'run on a channel that is hung up' },
    }),
  },
  examples: ['same => n,ExternalIVR(/usr/local/bin/menu(en))', 'same => n,ExternalIVR(ivr://127.0.0.1:2949)'],
  seeAlso: ['AGI'],
  async run(call, { program, options: given }) {
    const { channel, log } = call;
    const [, command = '', inBrackets = ''] = /^([^(]*)(?:\((.*?)\)?)?$/s.exec(program) ?? [];
    if (command === '') {
      log.error('ExternalIVR requires a command to execute');
      return end();
    }
    const args = inBrackets === '' ? [] : splitArguments(inBrackets);
    const dead = given.has('d');
    if (!given.has('n') && !dead && !channel.isUp) {
      await channel.answer();
      call.throwIfInterrupted();
    }
    const session = new IvrSession(call, { parameters: [command, ...args], ignoreHangup: given.has('i'), dead });
    const server = parseIvrAddress(command);
    const peer = server ? await connectServer(call, server, session) : startProgram(call, command, args, session);
    if (typeof peer === 'string') {
      log.error(`${channel.name}: Could not connect to any host.  ExternalIVR failed.`);
      return end();
    }
    try {
      return await session.run(peer);
    } finally {
      peer.close();
    }
  },
});
