import type { ManagerRequest } from '../../extend/define-manager-action.ts';
import type { Notice } from './lamps/unasked-notify.ts';

/**
 * What a client wants to be said in a NOTIFY: `Variable` headers with `Header=value` pairs, separated by commas; `Content` adds a line to the
 * body. Line ends cannot come through, so a value makes no header of its own.
 */
export function noticeOf(request: ManagerRequest): Notice {
  return noticeFrom(
    request
      .all('Variable')
      .flatMap((text) => text.split(','))
      .map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, Math.max(equals, 0)).trim(), pair.slice(equals + 1).trim()] as const;
      }),
  );
}

/** A NOTIFY of headers and lines of `Content`. What is no header's name, and what the stack itself writes, is left out. */
export function noticeFrom(lines: ReadonlyArray<readonly [name: string, value: string]>): Notice {
  const headers: Array<readonly [string, string]> = [];
  const content: string[] = [];
  let type = 'text/plain';
  for (const [name, value] of lines) {
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
