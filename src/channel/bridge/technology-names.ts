/** What Asterisk calls its ways to join channels, with their kinds and priorities, for clients and listings that look for them. */
export const bridgeTechnologies: ReadonlyArray<readonly [name: string, kind: string, priority: number]> = [
  ['native_rtp', 'Native', 90],
  ['holding_bridge', 'Holding', 50],
  ['simple_bridge', '1to1Mix', 50],
  ['softmix', 'MultiMix', 10],
];

const BY_KIND: Readonly<Record<string, string>> = {
  basic: 'simple_bridge',
  holding: 'holding_bridge',
  parking: 'holding_bridge',
  conference: 'softmix',
};

/** How a kind of bridge is made, by Asterisk's name. */
export function bridgeTechnology(kind: string): string {
  return BY_KIND[kind] ?? 'softmix';
}
