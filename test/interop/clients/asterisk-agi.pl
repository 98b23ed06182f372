#!/usr/bin/perl
# A menu by Asterisk::AGI, which lies beside this script.
BEGIN { unshift @INC, $ENV{AST_AGI_DIR} }
use strict;
use warnings;
use Asterisk::AGI;

my $agi = Asterisk::AGI->new;
my %input = $agi->ReadParse();
my @told = ("$input{extension} $input{callerid} $input{calleridname} $input{arg_1}");
push @told, 'answer ' . $agi->answer();
push @told, 'set ' . $agi->set_variable('GREETING', 'hello world');
push @told, 'get ' . $agi->get_variable('GREETING');
push @told, 'unset ' . ($agi->get_variable('NEVER_SET') // 'nothing');
push @told, 'full ' . $agi->get_full_variable('${EXTEN}-${LEN(${GREETING})}');
push @told, 'stored ' . $agi->database_put('client', 'perl', 'value');
push @told, 'read ' . $agi->database_get('client', 'perl');
push @told, 'stream ' . $agi->stream_file('beep');
push @told, 'data ' . $agi->get_data('beep', 5000, 4);
push @told, 'status ' . $agi->channel_status();
$agi->exec('Set', 'FROM_EXEC=1');
push @told, 'exec ' . $agi->get_variable('FROM_EXEC');
$agi->set_variable('TOLD', join('|', @told));
$agi->hangup();
