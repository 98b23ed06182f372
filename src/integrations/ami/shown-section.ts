const TITLE = '\x1b[0;35m';
const TEXT = '\x1b[1;36m';
const PLAIN = '\x1b[0m';

/** A part of what `manager show event` and `manager show command` tell, as Asterisk lays it out. */
export function shownSection(title: string, text: string, colour: boolean): string {
  return colour ? `${TITLE}[${title}]\n${PLAIN}${TEXT}${text}${PLAIN}\n\n` : `[${title}]\n${text}\n\n`;
}

/** A header as they show it: `Name: <value>`, or `[Name:] <value>` for one that may lack. */
export function shownHeader(name: string, optional: boolean): string {
  return optional ? `[${name}:] <value>` : `${name}: <value>`;
}
