import { createHash } from 'node:crypto';
import type { Client, xml } from '@xmpp/client';

/** The namespace of a component's stream. @see XEP-0114 §3 */
export const COMPONENT = 'jabber:component:accept';

const INFO = 'http://jabber.org/protocol/disco#info';
const ITEMS = 'http://jabber.org/protocol/disco#items';
const REGISTER = 'jabber:iq:register';

interface Asked {
  readonly stanza: ReturnType<typeof xml>;
}

/** What proves that a component knows its secret. @see XEP-0114 §3 */
export function proofOf(streamId: string, secret: string): string {
  return createHash('sha1').update(`${streamId}${secret}`).digest('hex');
}

/**
 * Lets a component tell what it is, and take registrations; who registers is asked for their presence by its owner.
 * @see XEP-0030, XEP-0077; observed: Asterisk 16 answers with a gateway to the telephone network.
 * Deviation: only what it answers is listed as a feature, and pings and what it does not know are answered too.
 */
export function answerAsComponent(entity: Client, build: typeof xml): void {
  const { iqCallee } = entity;
  iqCallee.get(INFO, 'query', ({ stanza }: Asked) => {
    const node = nodeOf(stanza);
    if (node !== undefined) return build('query', { xmlns: INFO, node });
    const features = [INFO, ITEMS, REGISTER, 'urn:xmpp:ping'].map((feature) => build('feature', { var: feature }));
    const identity = build('identity', { category: 'gateway', type: 'pstn', name: 'Asterism' });
    return build('query', { xmlns: INFO }, identity, ...features);
  });
  iqCallee.get(ITEMS, 'query', ({ stanza }: Asked) => build('query', { xmlns: ITEMS, node: nodeOf(stanza) }));
  iqCallee.get(REGISTER, 'query', () =>
    build(
      'query',
      { xmlns: REGISTER },
      build('instructions', {}, 'Register to exchange presence with this telephone system.'),
    ),
  );
  iqCallee.set(REGISTER, 'query', () => true);
}

/** The part of the component that is asked for; undefined for the whole. */
function nodeOf(question: Asked['stanza']): string | undefined {
  const node: unknown = question.getChild('query')?.attrs['node'];
  return typeof node === 'string' ? node : undefined;
}
