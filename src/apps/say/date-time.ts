import { defineApplication } from '../../extend/define-application.ts';
import { sayTime, timeArguments } from './_lib/say-time.ts';

/** Says a date and time, as SayUnixTime() does. */
export const application = defineApplication({
  name: 'DateTime',
  module: 'app_sayunixtime',
  synopsis: 'Says a date and time',
  description: [
    'Answers the call first.',
    'Letters of the format: A or a the weekday, B b or h the month, d or e its day, m the month’s number, Y the year, I or l the hour of 12, H or k of 24, M or N the minute, P or p a.m. or p.m., Q the day as today, yesterday or a date, q likewise without today, R H and M, S the second, T H, M and S; a prompt’s name in single quotes.',
  ],
  arguments: timeArguments,
  examples: ["same => n,DateTime(${EPOCH},Europe/Berlin,A 'digits/at' H M)"],
  seeAlso: ['SayUnixTime'],
  run: sayTime,
});
