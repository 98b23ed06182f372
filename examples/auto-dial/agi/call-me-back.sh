#!/bin/sh
# Reads who calls, hangs up, and leaves a call file that calls back a second later and lets another script greet.
trap '' HUP # the call ends before this script does
while read -r line && [ -n "$line" ]; do
  case $line in
    agi_callerid:*) number=${line#agi_callerid: } ;;
    agi_arg_1:*) spool=${line#agi_arg_1: } ;;
  esac
done
# A number comes from outside: only digits of it get into the dial string.
number=$(printf %s "$number" | tr -cd 0-9)
[ -n "$number" ] || exit 0
echo HANGUP
read -r answer
file=$spool/tmp/call-back-$number.call
cat >"$file" <<FILE
Channel: Local/$number@phones
CallerID: "Call back" <70>
MaxRetries: 1
RetryTime: 5
WaitTime: 20
Application: AGI
Data: $(dirname "$0")/greet.sh
FILE
touch -d '1 second' "$file"
mv "$file" "$spool/outgoing/"
