import { escapeMarkup } from '../../../net/escape-markup.ts';

/** How the answer to an action is written over HTTP. */
export interface ReplyForm {
  /** As the paths are named: `rawman`, `mxml`, `manager`. */
  readonly path: 'rawman' | 'mxml' | 'manager';
  readonly contentType: string;
  readonly description: string;
  /** @param messages as they go over a connection. @param asked what the client asked with, by name in small letters. */
  write(messages: string, asked: (name: string) => string): string;
}

/** The messages as lists of names and values. A line without a colon is opaque. */
function read(messages: string): Array<Array<readonly [name: string, value: string]>> {
  return messages
    .split('\r\n\r\n')
    .filter((message) => message !== '')
    .map((message) =>
      distinct(
        message.split('\r\n').map((line) => {
          const colon = line.indexOf(':');
          return colon < 0 ? ['Opaque-data', line] : [line.slice(0, colon), line.slice(colon + 1).trimStart()];
        }),
      ),
    );
}

/** A name that comes again gets a number: `Output`, `Output-2`, … */
function distinct(headers: ReadonlyArray<readonly [string, string]>): Array<readonly [string, string]> {
  const seen = new Map<string, number>();
  return headers.map(([name, value]) => {
    const key = name.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return [count === 1 ? name : `${name}-${count}`, value];
  });
}

/** A name as that of an XML attribute: small letters, and `_` for what cannot stand in one; the number after it stays. */
function attributeName(name: string): string {
  const [, base = '', count = ''] = /^(.*?)(-\d+)?$/s.exec(name) ?? [];
  const plain = base.toLowerCase().replace(/[^a-z0-9_]/g, '_');
  return `${/^[a-z_]/.test(plain) ? '' : '_'}${plain}${count}`;
}

const raw: ReplyForm = {
  path: 'rawman',
  contentType: 'text/plain',
  description: 'Raw HTTP Manager Event Interface',
  write: (messages) => messages,
};

/**
 * Each message is an element whose attributes are its headers. `ajaxdest` and `ajaxobjtype` are given back as its id and its name.
 * Deviation: Asterisk writes both unescaped, so that a link could put anything into the document; here the name is one of XML, and the id is escaped.
 * @see observed: Asterisk 16
 */
const xml: ReplyForm = {
  path: 'mxml',
  contentType: 'text/xml',
  description: 'XML Manager Event Interface',
  write(messages, asked) {
    const id = escapeMarkup(asked('ajaxdest') || 'unknown');
    const wanted = asked('ajaxobjtype');
    const element = /^[A-Za-z_][\w.-]{0,63}$/.test(wanted) ? wanted : 'generic';
    const written = read(messages).map((headers) => {
      const attributes = headers.map(([name, value]) => ` ${attributeName(name)}='${escapeMarkup(value)}'`);
      return `<response type='object' id='${id}'><${element}${attributes.join('')} /></response>\n`;
    });
    return `<ajax-response>\n${written.join('')}</ajax-response>\n`;
  },
};

/** A page with a form, and a row for each header. The rows are those of Asterisk; the page round them is our own. */
const page: ReplyForm = {
  path: 'manager',
  contentType: 'text/html',
  description: 'HTML Manager Event Interface',
  write(messages) {
    const rows = read(messages).map((headers) => {
      const cells = headers.map(
        ([name, value]) => `<tr><td>${escapeMarkup(name)}</td><td>${escapeMarkup(value)}</td></tr>\n`,
      );
      return `${cells.join('')}<tr><td colspan="2"><hr></td></tr>\n`;
    });
    return `${FORM}<table>\n${rows.join('')}</table></body></html>\n`;
  },
};

const FORM = `<!DOCTYPE html>
<html><head><title>Manager interface</title></head><body>
<h1>Manager interface</h1>
<form method="post">
<label>Action <input name="action" list="actions"></label>
<datalist id="actions"><option>Login<option>Command<option>WaitEvent<option>ListCommands<option>Logoff</datalist>
<label>Command <input name="command"></label>
<label>User <input name="username"></label>
<label>Secret <input type="password" name="secret"></label>
<button>Send</button>
</form>
`;

/** All of them, in Asterisk's order. */
export const replyForms: readonly ReplyForm[] = [raw, xml, page];
