const TITLE = '\x1b[0;35m';
const TEXT = '\x1b[1;36m';
const PLAIN = '\x1b[0m';

/** A part of what `manager show event` and `manager show command` tell, as Asterisk lays it out. */
export function shownSection(title: string, text: string, colour: boolean): string {
  const body = colour ? `${TEXT}${text}${PLAIN}` : text;
  return `${shownTitle(title, colour)}${body}\n\n`;
}

/** The title of a part, on a line of its own. */
export function shownTitle(title: string, colour: boolean): string {
  return colour ? `${TITLE}[${title}]\n${PLAIN}` : `[${title}]\n`;
}

/** A header as they show it: `Name: <value>`, or `[Name:] <value>` for one that may lack. */
export function shownHeader(name: string, optional: boolean): string {
  return optional ? `[${name}:] <value>` : `${name}: <value>`;
}
