import { expect, test } from 'vitest';
import { caseCount, lackingApplications, lackingFunctions, totalCases } from './coverage.ts';

/** What plays, hears, records or connects: the tests that compare two running systems are for these. */
const MEDIA = new Set(
  `AGI Authenticate BackGround BackgroundDetect BridgeWait ChanSpy ConfBridge ControlPlayback DateTime DeadAGI Dial Dictate Directory
  DISA EAGI Echo ExtenSpy ExternalIVR FollowMe JACK MeetMe Milliwatt MinivmGreet MinivmRecord MixMonitor Monitor Morsecode MusicOnHold Page Park
  ParkAndAnnounce ParkedCall Playback PlayTones PrivacyManager Queue Read ReadExten Record RetryDial SayAlpha SayAlphaCase SayDigits
  SayMoney SayNumber SayOrdinal SayPhonetic SayUnixTime SendDTMF SpeechBackground StartMusicOnHold StopMusicOnHold StreamEcho
  VMAuthenticate VMSayName VoiceMail VoiceMailMain VoiceMailPlayMsg WaitDigit WaitForNoise WaitForSilence WaitForTone Zapateller`.split(
    /\s+/,
  ),
);

/** AMI_CLIENT belongs to the manager, which opens no port in a replay; the recorded Asterisk does not survive a SCRAMBLE. */
const APART = new Set(['AMI_CLIENT', 'SCRAMBLE']);

test.each([
  ['expressions', 450],
  ['substitution', 150],
  ['patterns', 150],
  ['arguments', 100],
  ['functions', 2500],
  ['applications', 100],
  ['calls', 100],
])('%s: %d cases or more are recorded', (family, least) => {
  expect(caseCount(family)).toBeGreaterThanOrEqual(least);
});

test('4,500 cases or more are recorded in all', () => {
  expect(totalCases()).toBeGreaterThanOrEqual(4500);
});

test('every function that the recorded Asterisk has too is in three cases or more', () => {
  expect(lackingFunctions(APART)).toEqual([]);
});

test('every application that plays and hears nothing is in three cases or more', () => {
  expect(lackingApplications(MEDIA)).toEqual([]);
});
