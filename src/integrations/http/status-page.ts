import { formatAddress } from '../../net/address.ts';
import { escapeMarkup } from '../../net/escape-markup.ts';
import type { WebPage } from '../../pbx/ports/web-server.ts';
import type { PbxWebServer } from './server.ts';

/** `/httpstatus`: where the server listens, and what it was asked with. The page is our own. */
export function statusPage(server: PbxWebServer): WebPage {
  return {
    path: 'httpstatus',
    description: 'Asterisk HTTP General Status',
    answer(request) {
      const { status, prefix } = server.settings;
      if (!status) return server.fault(404, 'There is nothing of that name.');
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return server.fault(501, `${request.method} is not for this page.`);
      const rows: Array<readonly [string, string]> = [
        ['Prefix', prefix],
        ...server.addresses.map((address) => ['Listens on', formatAddress(address)] as const),
        ...[...request.query].map(([name, value]) => [`Variable '${name}'`, value] as const),
      ];
      const table = rows.map(
        ([name, value]) => `<tr><th align="left">${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>\n`,
      );
      const body = `<!DOCTYPE html>\n<title>Web server</title>\n<h1>Web server</h1>\n<table>\n${table.join('')}</table>\n`;
      return { status: 200, headers: { 'Content-type': 'text/html' }, body };
    },
  };
}
