import { createHash } from 'node:crypto';
import {
  KEEP_CALLER,
  SIPP_CALLEE_BYE,
  sippAsk,
  sippResponse,
  sippScenario,
  sippSdp,
  sippSend,
} from './sipp-scenario.ts';

/** An account at a provider of sipp's. */
export interface ProviderAccount {
  readonly user: string;
  readonly password: string;
}

const REALM = 'provider';
const NONCE = 'abcdef0123456789';

function challenge(status: string, header: string): string {
  const more = [`${header}: Digest realm="${REALM}", nonce="${NONCE}", algorithm=MD5`];
  return sippSend(sippResponse(status, { more, tag: '[call_number]' }));
}

/**
 * Receives the request again, with the right answer to the challenge; the run fails without it. The challenge offers no
 * quality of protection, so that there is only one right answer (RFC 2617 §3.2.2.1).
 */
function proved(method: string, uri: string, { user, password }: ProviderAccount, header: string, more = ''): string {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const right = md5(`${md5(`${user}:${REALM}:${password}`)}:${NONCE}:${md5(`${method}:${uri}`)}`);
  const checked = `<ereg regexp="response=.${right}" search_in="hdr" header="${header}:" check_it="true" assign_to="right"/>`;
  return `<recv request="${method}" rrs="true"><action>${checked}${more}</action></recv>\n<Reference variables="right"/>`;
}

/** A provider that challenges one REGISTER by 401 and grants a minute to who answers rightly. @param uri of the request. */
export function challengedRegister(uri: string, account: ProviderAccount): string {
  const granted = sippResponse('200 OK', { more: ['[last_Contact:];expires=60'] });
  return sippScenario('provider', [
    '<recv request="REGISTER"/>',
    challenge('401 Unauthorized', 'WWW-Authenticate'),
    proved('REGISTER', uri, account, 'Authorization'),
    sippSend(granted.replace(/^Contact: <sip:\[local.*\n/m, '')),
  ]);
}

/** A provider that challenges one INVITE by 407, answers who knows the password, and hangs up soon after. @param uri of the request. */
export function challengedInvite(uri: string, account: ProviderAccount): string {
  return sippScenario('provider', [
    '<recv request="INVITE"/>',
    challenge('407 Proxy Authentication Required', 'Proxy-Authenticate'),
    '<recv request="ACK"/>',
    proved('INVITE', uri, account, 'Proxy-Authorization', KEEP_CALLER),
    sippAsk(sippResponse('200 OK', { body: sippSdp() })),
    '<recv request="ACK"/>',
    '<pause milliseconds="300"/>',
    sippAsk(SIPP_CALLEE_BYE),
    '<recv response="200"/>',
  ]);
}
