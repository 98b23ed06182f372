import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with musiconhold.conf beyond its schema. */
export const codes = {
  programMusic: defineDiagnostic({
    code: 'MH0001',
    severity: 'warning',
    title: 'a music class whose program cannot be run',
    explanation:
      'Classes of mode custom are what a program writes for as long as somebody waits: raw audio in the format of the class (slin unless format says otherwise). Those of the modes mp3, quietmp3, mp3nb and quietmp3nb are played by mpg123. The program is not installed, is not named, or there is nothing for it to play. Whoever would hear the class hears the default class, or a quiet tone. Install the program, or convert the music to WAV files (for example `sox stream.mp3 -r 8000 -c 1 music.wav`) and write mode = files with their directory.',
  }),
  noMusic: defineDiagnostic({
    code: 'MH0002',
    severity: 'warning',
    title: 'a music class without music',
    explanation:
      'The class has no file that can be played: its directory is missing, empty, or holds formats that are not known (those that are: wav, WAV, gsm, ulaw, alaw, g722, sln, sln16). Whoever would hear it hears the default class, or a quiet tone.',
  }),
  noDirectory: defineDiagnostic({
    code: 'MH0003',
    severity: 'warning',
    title: 'a music class that does not say where its music is',
    explanation: 'A class of mode files needs directory = FOLDER, one of mode playlist at least one entry = FILE.',
  }),
};
