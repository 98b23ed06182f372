import { monthNames, weekdayNames } from '../base/date-format.ts';
import { conferenceTexts } from './texts/conference.ts';
import { exampleTexts } from './texts/examples.ts';
import { generalTexts } from './texts/general.ts';
import { voicemailTexts } from './texts/voicemail.ts';

const ORDINALS: Readonly<Record<string, string>> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '5': 'fifth',
  '6': 'sixth',
  '7': 'seventh',
  '8': 'eighth',
  '9': 'ninth',
  '10': 'tenth',
  '11': 'eleventh',
  '12': 'twelfth',
  '13': 'thirteenth',
  '14': 'fourteenth',
  '15': 'fifteenth',
  '16': 'sixteenth',
  '17': 'seventeenth',
  '18': 'eighteenth',
  '19': 'nineteenth',
  '20': 'twentieth',
  '30': 'thirtieth',
  '40': 'fortieth',
  '50': 'fiftieth',
  '60': 'sixtieth',
  '70': 'seventieth',
  '80': 'eightieth',
  '90': 'ninetieth',
  hundred: 'hundredth',
  thousand: 'thousandth',
  million: 'millionth',
  billion: 'billionth',
};
const PHONETIC =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu'.split(
    ' ',
  );

/** What digits/, letters/ and phonetic/ say where the last part of the name does not say it itself. */
const WORDS: Readonly<Record<string, string>> = {
  'digits/a-m': 'A M',
  'digits/p-m': 'P M',
  'digits/oclock': "o'clock",
  'digits/oh': 'oh',
  'digits/pound': 'pound',
  'digits/star': 'star',
  'letters/asterisk': 'star',
  'letters/dash': 'dash',
  'letters/exclaimation-point': 'exclamation mark',
  'letters/zed': 'zed',
  'phonetic/9_p': 'niner',
};

/** What the sounds for single characters are called, by their ASCII code. */
const CHARACTERS: Readonly<Record<string, string>> = {
  '34': 'quotation mark',
  '36': 'dollar',
  '37': 'percent',
  '38': 'and',
  '39': 'apostrophe',
  '40': 'open bracket',
  '41': 'close bracket',
  '42': 'star',
  '44': 'comma',
  '58': 'colon',
  '59': 'semicolon',
  '60': 'less than',
  '62': 'greater than',
  '63': 'question mark',
  '91': 'open square bracket',
  '92': 'backslash',
  '93': 'close square bracket',
  '94': 'caret',
  '95': 'underscore',
  '96': 'grave accent',
  '123': 'open curly bracket',
  '124': 'vertical bar',
  '125': 'close curly bracket',
  '126': 'tilde',
};

/**
 * What a prompt of the standard sets says, in our own English: for where nobody has recorded it. Undefined for names that are
 * in no set.
 */
export function promptText(name: string): string | undefined {
  return (
    own(generalTexts, name) ??
    own(voicemailTexts, name) ??
    own(conferenceTexts, name) ??
    own(exampleTexts, name) ??
    spelled(name)
  );
}

/** The names of the standard prompts, without those that spell single characters. */
export function promptNames(): string[] {
  return [generalTexts, voicemailTexts, conferenceTexts, exampleTexts].flatMap((texts) => Object.keys(texts));
}

/** The name of any prompt as words: the last part of its path, hyphens and underscores as spaces; undefined where nothing is left. */
export function wordsOfName(name: string): string | undefined {
  const words = (name.split('/').at(-1) ?? '')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .slice(0, 200);
  return words === '' ? undefined : words;
}

function spelled(name: string): string | undefined {
  const [folder, word = '', ...more] = name.split('/');
  if (more.length > 0) return undefined;
  switch (folder) {
    case 'digits':
      return own(WORDS, name) ?? digit(word);
    case 'letters':
      return own(WORDS, name) ?? letter(word);
    case 'phonetic':
      return own(WORDS, name) ?? phonetic(word);
    default:
      return undefined;
  }
}

function digit(word: string): string | undefined {
  if (/^\d{1,3}$/.test(word)) return word;
  if (word.startsWith('day-')) return weekdayNames[Number(word.slice(4))];
  if (word.startsWith('mon-')) return monthNames[Number(word.slice(4))];
  if (word.startsWith('h-')) return own(ORDINALS, word.slice(2));
  return /^(at|billion|dollars|hundred|million|minus|thousand|today|tomorrow|yesterday|and|point)$/.test(word)
    ? word
    : undefined;
}

function letter(word: string): string | undefined {
  if (/^[a-z]$/.test(word)) return word.toUpperCase();
  if (word.startsWith('ascii')) return own(CHARACTERS, word.slice(5));
  return /^(at|dollar|dot|equals|plus|slash|space)$/.test(word) ? word : undefined;
}

function phonetic(word: string): string | undefined {
  return /^[a-z]_p$/.test(word) ? PHONETIC[word.charCodeAt(0) - 97] : undefined;
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
