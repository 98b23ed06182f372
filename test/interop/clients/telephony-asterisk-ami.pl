#!/usr/bin/perl
# What Telephony::Asterisk::AMI gets from a manager interface, as JSON. Usage: telephony-asterisk-ami.pl PORT
use strict;
use warnings;
use JSON::PP;
use Telephony::Asterisk::AMI;

alarm 30;
my @events;
my $ended = 0;
sub heard {
    my ($event) = @_;
    push @events, $event;
    $ended++ if ($event->{Event} // '') eq 'Hangup';
}
my $ami = Telephony::Asterisk::AMI->new(
    Host           => '127.0.0.1',
    Port           => $ARGV[0],
    Username       => 'boss',
    Secret         => 's3cret',
    Event_Callback => \&heard,
);
$ami->connect or die $ami->error;

my %got = (events => \@events);
$got{ping} = $ami->action(Action => 'Ping')->{Ping};
$got{put} = $ami->action(Action => 'DBPut', Family => 'client', Key => 'key', Val => 'a: b')->{Message};
$ami->action(Action => 'DBGet', Family => 'client', Key => 'key');
my $answer;
do { $answer = $ami->read_response } until ($answer->{Event} // '') eq 'DBGetResponse';
$got{get} = $answer->{Val};
heard($answer) until ($answer = $ami->read_response)->{Event} eq 'DBGetComplete';
$got{missing} = $ami->action(Action => 'DBGet', Family => 'client', Key => 'none')->{Message};
$got{bogus} = $ami->action(Action => 'bogus')->{Message};
$got{queued} = $ami->action(
    Action   => 'Originate',
    Channel  => 'Local/called@default/n',
    Context  => 'default',
    Exten    => 'caller',
    Priority => 1,
    Async    => 'true',
    CallerID => '"Bob" <123>',
    Variable => ['A=1', 'B=2'],
)->{Message};
heard($ami->read_response) while $ended < 2;
$ami->disconnect or die $ami->error;
print encode_json(\%got), "\n";
