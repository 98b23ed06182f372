/** What the prompts of our own examples say, which no package has. Own sentences. */
export const exampleTexts: Readonly<Record<string, string>> = {
  'enter-the-hour-and-minute': 'Please enter the hour and the minute, four digits.',
  'enter-the-number-of-minutes': 'Please enter the number of minutes, then press the pound key.',
  events: 'events.',
  'that-time-is-taken': 'That time is taken.',
  'your-calendar-has': 'For the next twenty-four hours your calendar has',
  'your-time-is-booked': 'Your time is booked.',
};
