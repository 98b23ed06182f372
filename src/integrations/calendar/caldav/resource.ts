/** Names of WebDAV and CalDAV as `namespace name`. */
export const dav = (name: string): string => `DAV: ${name}`;
/** @see dav */
export const caldav = (name: string): string => `urn:ietf:params:xml:ns:caldav ${name}`;
/** @see dav */
export const calendarServer = (name: string): string => `http://calendarserver.org/ns/ ${name}`;

/** The value of a property that the server has. */
export interface DavProperty {
  /** All its text, that of the elements within it included. */
  readonly text: string;
  /** The elements within it: their names, and what their attribute `name` says. */
  readonly elements: ReadonlyArray<{ readonly name: string; readonly label: string }>;
}

/** What a server says of one resource. */
export interface DavResource {
  /** As written: an absolute path or a URL. */
  readonly href: string;
  /** The status of the resource as a whole; undefined where it has properties instead. */
  readonly status: number | undefined;
  /** Those that the server has, by `namespace name`. */
  readonly properties: ReadonlyMap<string, DavProperty>;
}
