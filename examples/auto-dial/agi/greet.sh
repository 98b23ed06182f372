#!/bin/sh
# Plays a prompt, asks for one digit, and writes it into the database.
while read -r line && [ -n "$line" ]; do :; done
ask() {
  echo "$1"
  read -r answer
}
ask 'STREAM FILE hello-world ""'
ask 'GET DATA beep 5000 1'
digit=$(printf %s "$answer" | sed -n 's/.*result=\([0-9]*\).*/\1/p')
ask "DATABASE PUT call-back digit $digit"
ask "SAY DIGITS $digit \"\""
