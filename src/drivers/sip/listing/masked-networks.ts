/** A list of networks, parted by commas, each with its mask written out, as Asterisk shows what a section recognises. */
export function maskedNetworks(list: string): string[] {
  return list.split(',').map((one) => {
    const [host = '', bits = '32'] = one.trim().split('/');
    if (!/^\d+(\.\d+){3}$/.test(host) || !/^\d+$/.test(bits)) return one.trim();
    const mask = [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.max(0, Math.min(8, Number(bits) - from))));
    return `${host}/${mask.join('.')}`;
  });
}
