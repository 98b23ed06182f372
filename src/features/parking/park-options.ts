import { options, text } from '../../extend/argument.ts';

/** The options of Park() and ParkAndAnnounce(). */
export const parkOptions = {
  r: { doc: 'the parked caller hears ringing instead of music' },
  R: { doc: 'any free space is taken' },
  s: { doc: 'the number of the space is not said' },
  c: { doc: 'where the call goes when its time is over: c([[context,]extension,]priority)', parameter: 'required' },
  t: { doc: 'the seconds t(x) that it may be parked', parameter: 'required' },
} as const;

/** The arguments of Park(). */
export const parkArguments = {
  lot: text('a section of res_parking.conf; PARKINGLOT, CHANNEL(parkinglot) or `default` without one'),
  options: options('how', parkOptions),
};
