import type { ManagerRequest } from '../../extend/define-manager-action.ts';
import type { Notice } from './lamps/unasked-notify.ts';

/**
 * What a client wants to be said in a NOTIFY: `Variable` headers with `Header=value` pairs, separated by commas; `Content` adds a line to the
 * body. Line ends cannot come through, so a value makes no header of its own.
 */
export function noticeOf(request: ManagerRequest): Notice {
  const headers: Array<readonly [string, string]> = [];
  const content: string[] = [];
  let type = 'text/plain';
  for (const pair of request.all('Variable').flatMap((text) => text.split(','))) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    const value = pair.slice(equals + 1).trim();
    if (!/^[\w.!%*+`'~-]+$/.test(name)) continue;
    if (/^content$/i.test(name)) content.push(`${value}\r\n`);
    else if (/^content-type$/i.test(name)) type = value;
    else if (!/^(content-length|via|from|to|call-id|cseq|contact|max-forwards)$/i.test(name))
      headers.push([name, value]);
  }
  return {
    user: '',
    headers,
    ...(content.length > 0 && { body: { type, text: Buffer.from(content.join('')).toString('latin1') } }),
  };
}
