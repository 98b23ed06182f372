/** What an owner fills in: the calendar's address, user and password. */
export function ownCalendar(url: string): (text: string) => string {
  return (text) =>
    text
      .replace(/^url = .*$/m, `url = ${url}`)
      .replace(/^user = .*$/m, 'user = alice')
      .replace(/^secret = .*$/m, 'secret = wonder');
}
