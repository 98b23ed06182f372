import type { HeaderLines } from '../../src/sip/message/write-message.ts';
import type { InviteSession } from '../../src/sip/session/invite-session.ts';

/** The headers of a REFER to an extension of `host`, with the other call that is to be joined where there is one. */
export function referTo(to: string, host: string, other?: InviteSession): HeaderLines {
  const dialog = other?.currentDialog;
  const replaces = dialog && `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  const target = `<sip:${to}@${host}${replaces ? `?Replaces=${encodeURIComponent(replaces)}` : ''}>`;
  return [
    ['Refer-To', target],
    ['Referred-By', `<sip:key@${host}>`],
  ];
}
