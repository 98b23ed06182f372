import type { HeardCall, HeardCase, HeardFamily } from './heard-case.ts';

/** Calls that come into the case's room, so many seconds after one another, with these arguments after its name. */
function meets(
  name: string,
  ...calls: ReadonlyArray<readonly [seconds: number, args: string, says: string]>
): HeardCase {
  return {
    name,
    calls: calls.map(
      ([at, args, says]): HeardCall => ({
        runs: [`ConfBridge({room}${args})`, 'NoOp(${CONFBRIDGE_RESULT})'],
        says,
        at,
      }),
    ),
  };
}

const CONFBRIDGE = `[general]
[plain_bridge]
type=bridge
[small]
type=bridge
max_members=1
[own_sounds]
type=bridge
sound_join=auth-thankyou
sound_leave=vm-goodbye
sound_only_person=vm-nobodyavail
[plain]
type=user
[quiet]
type=user
quiet=yes
[lonely]
type=user
announce_only_user=no
[counting]
type=user
announce_user_count=yes
[counting_all]
type=user
announce_user_count_all=yes
[counting_above]
type=user
announce_user_count_all=2
[pin]
type=user
pin=1234
[admin]
type=user
admin=yes
[marked]
type=user
marked=yes
[marked_quiet]
type=user
marked=yes
quiet=yes
[counting_lonely]
type=user
announce_user_count=yes
announce_only_user=no
[waits]
type=user
wait_marked=yes
[waits_ends]
type=user
wait_marked=yes
end_marked=yes
[ends]
type=user
end_marked=yes
[muted]
type=user
startmuted=yes
[silent_join]
type=user
hear_own_join_sound=no
[announced]
type=user
announcement=vm-intro
[timed]
type=user
timeout=7
[named]
type=user
announce_join_leave=yes
[reviewed]
type=user
announce_join_leave_review=yes
[menu]
type=menu
1=toggle_mute
2=participant_count
3=leave_conference
4=playback(vm-intro&vm-goodbye)
5=dialplan_exec(aside,s,1)
6=admin_toggle_conference_lock
7=admin_kick_last
8=admin_toggle_mute_participants
9=no_op
*1=increase_listening_volume
*2=playback_and_continue(vm-intro)
[longer]
type=menu
*=playback_and_continue(vm-intro)
*1=toggle_mute
5=playback(vm-goodbye)
`;

/** What ConfBridge says and does. */
export const confbridgeCases: HeardFamily = {
  name: 'confbridge',
  files: { 'confbridge.conf': CONFBRIDGE },
  sections: '[aside]\nexten => s,1,NoOp(aside)\n same => n,Playback(vm-goodbye)\n',
  cases: [
    meets('alone', [0, '', 'quiet 6']),
    meets('two', [0, '', 'quiet 9'], [5, '', 'quiet 2']),
    meets('quiet', [0, ',,quiet', 'quiet 4'], [1, ',,quiet', 'quiet 2']),
    meets('quiet-among-others', [0, ',,plain', 'quiet 10'], [5, ',,quiet', 'quiet 2']),
    meets('lonely', [0, ',,lonely', 'quiet 3']),
    meets('own-sounds', [0, ',own_sounds', 'quiet 9'], [4, ',own_sounds', 'quiet 2']),
    meets('counting', [0, ',,counting', 'quiet 18'], [5, ',,counting', 'quiet 11'], [9, ',,counting', 'quiet 5']),
    meets(
      'counting-all',
      [0, ',,counting_all', 'quiet 22'],
      [5, ',,counting_all', 'quiet 15'],
      [11, ',,counting_all', 'quiet 7'],
    ),
    meets(
      'counting-above',
      [0, ',,plain', 'quiet 18'],
      [5, ',,counting_above', 'quiet 11'],
      [9, ',,counting_above', 'quiet 5'],
    ),
    meets('pin', [0, ',,pin', 'quiet 1, press 1234#, quiet 5']),
    meets('pin-short', [0, ',,pin', 'quiet 1, press 12#, quiet 4, press 1234#, quiet 5']),
    meets('pin-wrong', [0, ',,pin', 'quiet 1, press 9999#, quiet 4, press 9999#, quiet 4, press 9999#, quiet 6']),
    meets('pin-nothing', [0, ',,pin', 'quiet 50']),
    meets('pin-slow', [0, ',,pin', 'quiet 1, press 1, quiet 2.8, press 234, quiet 6']),
    meets(
      'locked',
      [0, ',,admin,menu', 'quiet 5, press 6, quiet 10'],
      [7, ',,plain', 'quiet 4'],
      [7.5, ',,admin', 'quiet 4'],
    ),
    meets('unlocked', [0, ',,admin,menu', 'quiet 5, press 6, quiet 4, press 6, quiet 12'], [14, ',,plain', 'quiet 4']),
    meets('full', [0, ',small,plain', 'quiet 12'], [5, ',small,plain', 'quiet 5'], [6, ',small,admin', 'quiet 4']),
    meets('waits', [0, ',,waits', 'quiet 12'], [5, ',,marked', 'quiet 4']),
    meets('waits-two', [0, ',,waits', 'quiet 14'], [4, ',,waits', 'quiet 8.5'], [8, ',,marked', 'quiet 2']),
    meets('waits-ends', [0, ',,waits_ends', 'quiet 20'], [5, ',,marked', 'quiet 7'], [7, ',,plain', 'quiet 14']),
    meets('ends', [0, ',,ends', 'quiet 20'], [5, ',,marked', 'quiet 7'], [7, ',,plain', 'quiet 14']),
    meets('marked-alone', [0, ',,marked', 'quiet 6']),
    meets('marked-with-plain', [0, ',,plain', 'quiet 12'], [5, ',,marked', 'quiet 3']),
    meets('muted', [0, ',,muted,menu', 'quiet 5, press 1, quiet 4, press 1, quiet 3']),
    meets('silent-join', [0, ',,plain', 'quiet 10'], [5, ',,silent_join', 'quiet 3']),
    meets('announced', [0, ',,announced', 'quiet 12']),
    meets('timed', [0, ',,timed', 'quiet 14']),
    meets('named', [0, ',,plain', 'quiet 28'], [5, ',,named', 'quiet 5, hum 2, press #, quiet 6']),
    meets(
      'reviewed',
      [0, ',,plain', 'quiet 44'],
      [4, ',,reviewed', 'quiet 5, hum 2, press #, quiet 4, press 1, quiet 14'],
    ),
    meets('menu-mute', [0, ',,plain,menu', 'quiet 5, press 1, quiet 3, press 1, quiet 3']),
    meets('menu-count', [0, ',,plain,menu', 'quiet 5, press 2, quiet 6']),
    meets('menu-count-two', [0, ',,plain,menu', 'quiet 10, press 2, quiet 8'], [5, ',,plain', 'quiet 14']),
    meets('menu-leave', [0, ',,plain,menu', 'quiet 5, press 3, quiet 3']),
    meets('menu-playback', [0, ',,plain,menu', 'quiet 5, press 4, quiet 9']),
    meets('menu-dialplan', [0, ',,plain,menu', 'quiet 5, press 5, quiet 4']),
    meets('menu-volume', [0, ',,plain,menu', 'quiet 5, press *1, quiet 2']),
    meets('menu-hasty', [0, ',,plain,menu', 'quiet 5, press 11, quiet 3, press 4, quiet 1, press 1, quiet 8']),
    meets('menu-continue', [0, ',,plain,menu', 'quiet 5, press *2, quiet 2, press 1, quiet 4']),
    meets('menu-no-lock', [0, ',,plain,menu', 'quiet 5, press 6, quiet 4']),
    meets('menu-no-kick', [0, ',,plain,menu', 'quiet 5, press 7, quiet 4']),
    meets('menu-no-muting', [0, ',,plain,menu', 'quiet 5, press 8, quiet 4']),
    meets('menu-longer', [0, ',,plain,longer', 'quiet 5, press *, quiet 2, press 1, quiet 4']),
    meets('menu-longer-other', [0, ',,plain,longer', 'quiet 5, press *, quiet 2, press 5, quiet 6']),
    meets('counting-lonely', [0, ',,counting_lonely', 'quiet 4']),
    meets('marked-quiet', [0, ',,waits', 'quiet 12'], [5, ',,marked_quiet', 'quiet 3']),
    meets('reviewed-thrice', [
      0,
      ',,reviewed',
      'quiet 5, hum 2, press #, quiet 4, press 2, quiet 6, press 3, quiet 5, hum 2, press #, quiet 4, press 9, quiet 4, press 1, quiet 10',
    ]),
    meets('menu-kick', [0, ',,admin,menu', 'quiet 9, press 7, quiet 5'], [5, ',,plain', 'quiet 12']),
    meets('menu-kick-admin', [0, ',,admin,menu', 'quiet 9, press 7, quiet 5'], [5, ',,admin', 'quiet 12']),
    meets(
      'menu-mute-all',
      [0, ',,admin,menu', 'quiet 9, press 8, quiet 4, press 8, quiet 4'],
      [5, ',,plain', 'quiet 12'],
    ),
    meets('menu-none', [0, ',,plain,menu', 'quiet 5, press 0, quiet 3, press 9, quiet 2']),
    { name: 'no-room', calls: [{ runs: ['ConfBridge()', 'NoOp(${CONFBRIDGE_RESULT})'], says: 'quiet 2' }] },
    meets('no-profile', [0, ',nothing', 'quiet 2']),
    meets('no-user', [0, ',,nobody', 'quiet 2']),
    meets('no-menu', [0, ',,plain,nothing', 'quiet 5']),
  ],
};
