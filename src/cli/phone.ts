import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { formatDate } from '../base/date-format.ts';
import { messageOf } from '../base/errors.ts';
import { loadConfig } from '../config/schema/apply-schema.ts';
import type { AppliedSections } from '../config/schema/schema.ts';
import { sipSchema } from '../drivers/sip/config/sip-schema.ts';
import type { MediaEngine } from '../media/facade.ts';
import { openMediaEngine } from '../media/worker/open-engine.ts';
import { type Address, formatAddress } from '../net/address.ts';
import { systemNetwork } from '../net/node-network.ts';
import { configSource } from '../pbx/instance-place.ts';
import { openPhone, type Phone } from '../phone/phone.ts';
import { describePhoneEvent, type PhoneEvent } from '../phone/phone-event.ts';
import { asksForHelp } from './arguments.ts';
import type { Output } from './output.ts';
import { type PhoneArguments, parsePhoneArguments } from './phone-arguments.ts';
import { readPhoneKeys } from './phone-keys.ts';
import { placeOf } from './place.ts';
import { soundCard } from './sound-card.ts';

const USAGE = `usage: asterism phone NAME [options]
A SIP phone on this terminal. Without options it is phone NAME of the instance that 'npm start' runs.

  --registrar HOST[:PORT]   where it registers and calls; without it the one that sip.conf tells
  --user USER               its name there; NAME without it
  --secret-file FILE        its secret: the first line of FILE; else ASTERISM_PHONE_SECRET, else what sip.conf tells
  --secret SECRET           the same on the command line, where others on this machine may see it
  --tcp                     SIP over TCP instead of UDP
  --port PORT               where it listens; any free one without it
  --no-register             takes calls straight from anywhere
  --config DIR --state DIR  the instance whose sip.conf tells its secret
  --dial NUMBER             calls NUMBER once it is registered
  --answer-after SECONDS    picks up by itself
  --hangup-after SECONDS    hangs up so long after the answer
  --digits KEYS             sends 0-9 * # A-D once the call is answered; w waits half a second, W a second
  --say FILE | HZ           says a sound file, or a tone
  --record FILE             writes what it hears to FILE (a wav); without it to the folder 'phone' of the state
  --mute                    plays nothing through aplay
  --once                    ends after one call; exit code 0 if it was answered, else 1
  --quiet                   tells only how calls end, and what goes wrong

Keys: Enter answers, 0-9 * # send digits, h hangs up, d NUMBER Enter calls, q or Ctrl-C hangs up and ends.
`;

/** A range of its own, so that it is never in the way of a PBX on the same machine; wide, since each of many phones holds some ports ready. */
const RTP_PORTS = { rtpStart: 24_000, rtpEnd: 31_999 };

/** `asterism phone NAME`. @returns the exit code: 1 where it cannot start or register, 2 where the command was used wrongly. */
export async function phone(args: readonly string[], output: Output): Promise<number> {
  if (asksForHelp(args)) {
    output.out(USAGE);
    return 0;
  }
  const asked = parsePhoneArguments(args);
  if (typeof asked === 'string') {
    output.err(`asterism phone: ${asked}\n${USAGE}`);
    return 2;
  }
  // The system shows a program's words to everybody; what stands there from now on is the name alone.
  if (args.some((arg) => /^--secret(=|$)/.test(arg))) process.title = `asterism phone ${asked.name}`;
  const place = placeOf(asked);
  const sip = loadConfig(configSource(place), sipSchema).values;
  const secret = asked.secret ?? process.env['ASTERISM_PHONE_SECRET'] ?? secretOf(sip, asked.name);
  if (secret === undefined && asked.register) {
    output.err(
      `asterism phone: sip.conf in ${place.etc} has no phone '${asked.name}' with a secret; has the instance been started? Else see --secret-file\n`,
    );
    return 1;
  }
  const folder = resolve(place.state, 'phone');
  let media: MediaEngine | undefined;
  try {
    if (asked.record === undefined) mkdirSync(folder, { recursive: true });
    const server = asked.registrar ?? serverOf(sip);
    const [host] = await systemNetwork.resolveHost(server.host);
    media = await openMediaEngine({
      ...RTP_PORTS,
      addresses: host === undefined ? [] : [systemNetwork.sourceAddressFor(host)],
      onFault: (message) => output.err(`${message}\n`),
    });
    return await use(asked, { media, folder, secret: secret ?? '', server }, output);
  } catch (error) {
    output.err(`asterism phone: ${messageOf(error)}\n`);
    return 1;
  } finally {
    await media?.close();
  }
}

/** What an opened phone needs beside its arguments. */
interface Surroundings {
  readonly media: MediaEngine;
  readonly folder: string;
  readonly secret: string;
  readonly server: Address;
}

/** Runs the phone until it is told to end, or has done what it was asked for. */
async function use(asked: PhoneArguments, around: Surroundings, output: Output): Promise<number> {
  const { media, folder, secret, server } = around;
  const ended = Promise.withResolvers<number>();
  let dialled = asked.dial === undefined;
  let opened: Phone | undefined;
  const tell = (line: string): void => output.out(`${formatDate('%T.%3q', systemClock.now())} ${line}\n`);
  const onEvent = (event: PhoneEvent): void => {
    if (!asked.quiet || QUIET.has(event.kind)) tell(describePhoneEvent(event));
    if (event.kind === 'registered' && !dialled) {
      dialled = true;
      opened?.dial(asked.dial ?? '');
    } else if (event.kind === 'registration-failed' && event.retryMs === undefined) ended.resolve(1);
    else if (event.kind === 'ended' && asked.once) ended.resolve(event.answered ? 0 : 1);
  };
  opened = await openPhone({
    network: systemNetwork,
    clock: systemClock,
    media,
    server,
    user: asked.user ?? asked.name,
    secret,
    protocol: asked.protocol,
    local: { ...(asked.port !== undefined && { port: asked.port }) },
    register: asked.register,
    recordings: asked.record === undefined ? { folder } : { file: asked.record },
    onEvent,
    ...(asked.answerAfterMs !== undefined && { answerAfterMs: asked.answerAfterMs }),
    ...(asked.hangUpAfterMs !== undefined && { hangUpAfterMs: asked.hangUpAfterMs }),
    ...(asked.digits && { digits: asked.digits }),
    ...(asked.say && { say: asked.say }),
    ...(!asked.mute && soundCard()),
  });
  const registers = asked.register ? `, registers at ${formatAddress(server)}` : '';
  if (!asked.quiet) tell(`listens at ${formatAddress(opened.local)}${registers}`);
  if (!asked.register && asked.dial !== undefined) opened.dial(asked.dial);
  const keys = readPhoneKeys(opened, (text) => output.out(text));
  const stop = (): void => ended.resolve(0);
  void keys.ended.then(stop);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await ended.promise;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    keys.close();
    await opened.close();
  }
}

const QUIET: ReadonlySet<PhoneEvent['kind']> = new Set(['ended', 'registration-failed', 'troubled']);

type SipConf = AppliedSections<typeof sipSchema.sections>;

/** The secret that sip.conf gives a phone. */
function secretOf(sip: SipConf, name: string): string | undefined {
  const peer = sip.peers.findLast((one) => one.name.toLowerCase() === name.toLowerCase() && one.values.secret);
  return peer?.values.secret?.reveal();
}

/** Where the instance of a sip.conf listens for phones on this machine. */
function serverOf({ general: { values: general } }: SipConf): Address {
  const bound = general.udpbindaddr ?? general.bindaddr ?? '';
  const [, host = '', port] = /^([^:]*)(?::(\d{1,5}))?$/.exec(bound) ?? [];
  return {
    host: host === '' || host === '0.0.0.0' ? '127.0.0.1' : host,
    port: Number(port ?? general.bindport ?? 5060),
  };
}
