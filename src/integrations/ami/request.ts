import { type AmiHeaders, amiHeader } from '../../clients/ami/index.ts';
import type { ManagerRequest } from '../../extend/define-manager-action.ts';

/** A message as actions see it. */
export function createRequest(headers: AmiHeaders): ManagerRequest {
  return {
    headers,
    header: (name) => amiHeader(headers, name),
    all(name) {
      const wanted = name.toLowerCase();
      return headers.filter(([known]) => known.toLowerCase() === wanted).map(([, value]) => value);
    },
    actionId: amiHeader(headers, 'ActionID'),
  };
}
