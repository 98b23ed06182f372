import { parseDigestFields } from '../../sip/auth/digest-fields.ts';
import type { SipRequest } from '../../sip/message/message.ts';
import type { Endpoint } from './config/endpoint.ts';
import type { EndpointBook } from './endpoint-book.ts';
import type { Locations } from './location/locations.ts';

/**
 * Whose request it is, before any password is asked for: an address that pjsip.conf identifies, then the user of From, then the
 * user of the credentials, then an address of sip.conf, configured or registered from.
 */
export function identify(request: SipRequest, book: EndpointBook, locations: Locations): Endpoint | undefined {
  if (request.method === 'REGISTER') return registering(request, book);
  const { host, port } = request.source;
  const addressesOf = (name: string): readonly string[] => locations.hosts.addressesOf(name);
  return (
    book.byAddress('PJSIP', host, port, addressesOf) ??
    byFrom(request, book) ??
    byCredentials(request, book) ??
    book.byAddress('SIP', host, port, addressesOf) ??
    locations.bySource(host, port)
  );
}

/**
 * Who registers is known by name alone. A peer of sip.conf with a fixed address is as good as unknown, so that REGISTER tells
 * nobody which names there are.
 */
function registering(request: SipRequest, book: EndpointBook): Endpoint | undefined {
  const found = byFrom(request, book) ?? byCredentials(request, book);
  return found?.dialect === 'SIP' && book.aorsOf(found).every(({ fixed }) => fixed) ? undefined : found;
}

function byFrom(request: SipRequest, book: EndpointBook): Endpoint | undefined {
  const uri = (request.method === 'REGISTER' ? request.to : request.from)?.uri;
  if (!uri || uri.user === '') return undefined;
  const domain = book.settings('PJSIP')?.domainAliases.get(uri.host) ?? uri.host;
  const found = book.endpoint(`${uri.user}@${domain}`) ?? book.endpoint(uri.user);
  // A peer of sip.conf registers under its name, but calls are known by address only.
  return found && (found.byUsername || request.method === 'REGISTER') ? found : undefined;
}

function byCredentials(request: SipRequest, book: EndpointBook): Endpoint | undefined {
  if (!book.endpoints.some(({ byAuthUsername }) => byAuthUsername)) return undefined;
  const fields = parseDigestFields(request.header('Authorization') ?? '');
  const username = fields?.get('username');
  return book.endpoints.find(
    (endpoint) => endpoint.byAuthUsername && endpoint.accounts.some((account) => account.username === username),
  );
}
