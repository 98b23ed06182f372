import type { EvaluationContext } from '../../channel/call.ts';
import { httpFetchPort } from '../../pbx/ports/http-fetch.ts';
import { type CurlSettings, curlSettingsOf, isOn, lastOf, millisecondsOf } from './curl-options.ts';

/** As long as CURL() waits where nothing is set. @see CURL of Asterisk 16 */
const USUAL_TIMEOUT_MS = 180_000;
const MOST_REDIRECTS = 20;

/** An answer's header lines, where they are wanted, and its body. */
export interface Fetched {
  readonly head: string;
  readonly body: Uint8Array;
}

/** Asks a web server as CURLOPT() has set; undefined, with a warning, where there is no answer that counts. */
export async function fetchUrl(
  context: EvaluationContext,
  url: string,
  postData: string | undefined,
  maxBytes: number,
): Promise<Fetched | undefined> {
  const settings: CurlSettings = context.call ? curlSettingsOf(context.call.channel) : new Map();
  if (lastOf(settings, 'proxy')) {
    context.warn(`CURL() knows no proxies: ('${url}')`);
    return undefined;
  }
  const connectTimeoutMs = millisecondsOf(settings, 'conntimeout') ?? millisecondsOf(settings, 'dnstimeout');
  const userPassword = /^([^:]*):?(.*)$/s.exec(lastOf(settings, 'userpwd') ?? '');
  const result = await context.use(httpFetchPort).fetch({
    url,
    ...(postData !== undefined && { method: 'POST', body: postData }),
    headers: headersOf(settings, postData !== undefined),
    ...(userPassword?.[1] && { credentials: { user: userPassword[1], secret: userPassword[2] ?? '' } }),
    tlsVerify: lastOf(settings, 'ssl_verifypeer') !== '0',
    maxBytes,
    timeoutMs: millisecondsOf(settings, 'httptimeout') ?? USUAL_TIMEOUT_MS,
    ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
    followRedirects: isOn(settings, 'followlocation'),
    maxRedirects: Math.min(Number(lastOf(settings, 'maxredirs') ?? MOST_REDIRECTS), MOST_REDIRECTS),
    ...(context.call && { signal: context.call.signal }),
  });
  if (!result.ok) {
    context.call?.throwIfInterrupted();
    context.warn(`${result.fault.message} ('${url}')`);
    return undefined;
  }
  const { status, statusText, headers, body } = result.response;
  const failures = (lastOf(settings, 'failurecodes') ?? '').split(',').map((code) => code.trim());
  if (failures.includes(String(status))) {
    context.warn(`the answer has the status ${status} ('${url}')`);
    return undefined;
  }
  const lines = [
    `HTTP/1.1 ${status} ${statusText}`,
    ...[...headers].map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ];
  return { head: isOn(settings, 'header') ? lines.join('\r\n') : '', body };
}

function headersOf(settings: CurlSettings, posts: boolean): Record<string, string> {
  const headers: Record<string, string> = posts ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const plain = { cookie: 'cookie', referer: 'referer', useragent: 'user-agent' };
  for (const [option, header] of Object.entries(plain)) {
    const value = lastOf(settings, option);
    if (value) headers[header] = oneLine(value);
  }
  for (const line of settings.get('httpheader') ?? []) {
    const [, name, value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/s.exec(line) ?? [];
    if (name !== undefined) headers[name.toLowerCase()] = oneLine(value);
  }
  return headers;
}

/** Characters that would end a header line, or are not to be sent in one, left out. */
function oneLine(value: string): string {
  return [...value].filter((char) => char >= ' ' && char <= 'ÿ' && char !== '\u007f').join('');
}
