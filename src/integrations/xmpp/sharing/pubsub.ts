import { childOf, type Stanza, stanza } from '../stream/stanza.ts';

const PUBSUB = 'http://jabber.org/protocol/pubsub';
const OWNER = `${PUBSUB}#owner`;
const FORM = 'jabber:x:data';

/** Something that is published: in which node, under which name. */
export interface Item {
  readonly node: string;
  readonly id: string;
  readonly payload: Stanza;
  /** False: the service shall hand it on and forget it. */
  readonly kept: boolean;
}

/** @see XEP-0060 §7.1; observed: Asterisk 16. */
export function publishing({ node, id, payload, kept }: Item): Stanza {
  const item = stanza('publish', { node }, stanza('item', { id }, payload));
  const options = form('#publish-options', [['pubsub#persist_items', '0']]);
  return stanza('pubsub', { xmlns: PUBSUB }, item, ...(kept ? [] : [stanza('publish-options', {}, options)]));
}

/** @param deep of a collection: to all nodes in it. @see XEP-0060 §6.1, XEP-0248 §5; observed: Asterisk 16. */
export function subscribing(node: string, jid: string, deep: boolean): Stanza {
  const options = form('#subscribe_options', [
    ['pubsub#subscription_type', 'items'],
    ['pubsub#subscription_depth', 'all'],
    ['pubsub#expire', 'presence'],
  ]);
  const wish = stanza('subscribe', { node, jid });
  return stanza('pubsub', { xmlns: PUBSUB }, wish, ...(deep ? [stanza('options', {}, options)] : []));
}

/** Asks for what lies in a node. @see XEP-0060 §6.5 */
export function askingFor(node: string): Stanza {
  return stanza('pubsub', { xmlns: PUBSUB }, stanza('items', { node }));
}

/** @see XEP-0060 §6.2 */
export function unsubscribing(node: string, jid: string): Stanza {
  return stanza('pubsub', { xmlns: PUBSUB }, stanza('unsubscribe', { node, jid }));
}

/** How a node is made: a place for items, one in a collection, or a collection. */
export type NodeKind = 'node' | 'collection' | { readonly leafOf: string };

/** Open to those alone who are made its owners. @see XEP-0060 §8.1, XEP-0248 §3; observed: Asterisk 16. */
export function creating(node: string, kind: NodeKind): Stanza {
  const type: ReadonlyArray<readonly [string, string]> =
    kind === 'node'
      ? []
      : kind === 'collection'
        ? [['pubsub#node_type', 'collection']]
        : [
            ['pubsub#node_type', 'leaf'],
            ['pubsub#collection', kind.leafOf],
          ];
  const fields = form('#node_config', [
    ['pubsub#deliver_payloads', '1'],
    ['pubsub#persist_items', '1'],
    ['pubsub#access_model', 'whitelist'],
    ...type,
  ]);
  return stanza('pubsub', { xmlns: PUBSUB }, stanza('create', { node }), stanza('configure', {}, fields));
}

/** Makes others owners of a node too. @see XEP-0060 §8.9.2 */
export function sharingWith(node: string, owners: readonly string[]): Stanza {
  const list = owners.map((jid) => stanza('affiliation', { jid, affiliation: 'owner' }));
  return stanza('pubsub', { xmlns: OWNER }, stanza('affiliations', { node }, ...list));
}

/** @see XEP-0060 §8.4 */
export function deleting(node: string): Stanza {
  return stanza('pubsub', { xmlns: OWNER }, stanza('delete', { node }));
}

/** @see XEP-0060 §8.5 */
export function purging(node: string): Stanza {
  return stanza('pubsub', { xmlns: OWNER }, stanza('purge', { node }));
}

/** The condition of an answer that is an error, for example `item-not-found`; undefined for any other. */
export function refusalIn(answer: Stanza): string | undefined {
  if (answer.attributes['type'] !== 'error') return undefined;
  return childOf(answer, 'error')?.children[0]?.name ?? 'an error without a name';
}

/** What a service tells by itself or when asked: the items, each with its name. @see XEP-0060 §7.1.2.1, §6.5.2 */
export function itemsIn(event: Stanza): ReadonlyArray<{ readonly id: string; readonly payload: Stanza }> {
  const items = childOf(event, 'items')?.children ?? [];
  return items.flatMap(({ name, attributes: { id = '' }, children: [payload] }) =>
    name === 'item' && payload ? [{ id, payload }] : [],
  );
}

/** A form that is filled in. @see XEP-0004 */
function form(type: string, values: ReadonlyArray<readonly [string, string]>): Stanza {
  const fields = values.map(([name, value]) => stanza('field', { var: name }, stanza('value', {}, value)));
  const kind = stanza('field', { var: 'FORM_TYPE', type: 'hidden' }, stanza('value', {}, `${PUBSUB}${type}`));
  return stanza('x', { xmlns: FORM, type: 'submit' }, kind, ...fields);
}
