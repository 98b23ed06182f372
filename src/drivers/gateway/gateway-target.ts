/**
 * What `port/number` of a telephony card means through the SIP gateway that stands in for the port.
 *
 * A target with an `@` gets the number before it (`PJSIP/@gateway`), any other one after a slash (`SIP/gateway`). Signs
 * that only a card understands are left out: waits before the number, ways of choosing in a group (`G2`, `r2`), and `c`, `d`
 * and `r1` behind a port.
 * @param ports the section [gateways], in small letters: the target by the name of the port.
 * @param resource what follows `DAHDI/`.
 * @returns the dial string, or why there is none.
 */
export function gatewayTarget(
  ports: ReadonlyMap<string, string>,
  resource: string,
): { readonly dialString: string } | { readonly fault: string } {
  const slash = resource.indexOf('/');
  const port = slash < 0 ? resource : resource.slice(0, slash);
  const number = (slash < 0 ? '' : resource.slice(slash + 1)).replaceAll(/[wW]/g, '');
  if (!/^[0-9A-Za-z*#+.-]*$/.test(number)) return { fault: `'${number}' is no number` };
  const target = namesOf(port)
    .map((name) => ports.get(name))
    .find((one) => one !== undefined && one !== '');
  if (target === undefined)
    return {
      fault: `no gateway stands in for '${port}': add '${port} = PJSIP/@gateway' to [gateways] of asterisk.conf`,
    };
  if (!target.includes('/')) return { fault: `the gateway '${target}' of '${port}' is no TECHNOLOGY/name` };
  if (number === '') return { dialString: target.replace('/@', '/') };
  const at = target.indexOf('@');
  return { dialString: at < 0 ? `${target}/${number}` : `${target.slice(0, at)}${number}${target.slice(at)}` };
}

/** The names under which a port may stand, the most exact one first. */
function namesOf(port: string): string[] {
  const name = port.toLowerCase();
  const group = /^[gr](\d+)/.exec(name)?.[1];
  const single = /^(\d+)(?:c|d|r\d*)+$/.exec(name)?.[1];
  return [name, ...(group === undefined ? [] : [`g${group}`]), ...(single === undefined ? [] : [single])];
}
