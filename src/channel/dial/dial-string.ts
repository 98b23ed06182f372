/** The `TECH/resource` that a channel was made for, from its name; how whoever is behind it is called again. */
export function dialStringOf(channelName: string): string {
  const dash = channelName.lastIndexOf('-');
  return dash < 0 ? channelName : channelName.slice(0, dash);
}
