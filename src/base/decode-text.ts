/** The text of some bytes, or of those from `from` to before `to`: UTF-8 where they are that, else Latin 1. Nothing is lost. */
export function decodeText(bytes: Buffer, from = 0, to = bytes.length): string {
  const text = bytes.toString('utf8', from, to);
  return text.includes('\u{fffd}') ? bytes.toString('latin1', from, to) : text;
}
