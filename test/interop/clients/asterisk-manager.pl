#!/usr/bin/perl
# What Asterisk::Manager, which logs in by a challenge, gets from a manager interface, as JSON. Usage: asterisk-manager.pl PORT
use strict;
use warnings;
use Asterisk::Manager;
use JSON::PP;

alarm 30;
my @events;
my $ended = 0;
my $manager = Asterisk::Manager->new;
$manager->user('boss');
$manager->secret('s3cret');
$manager->host('127.0.0.1');
$manager->port($ARGV[0]);
$manager->connect or die $manager->error;

sub message { return map { Asterisk::Manager::splitresult($_) } $manager->read_response }

sub heard {
    my (%event) = @_;
    push @events, \%event;
    $ended++ if ($event{Event} // '') eq 'Hangup';
}

# It takes whatever comes next for the answer.
sub ask {
    my %answer = $manager->sendcommand(@_);
    until ($answer{Response}) {
        heard(%answer);
        %answer = message();
    }
    return \%answer;
}

my %got = (events => \@events);
$got{ping} = ask(Action => 'Ping')->{Ping};
$got{put} = ask(Action => 'DBPut', Family => 'client', Key => 'key', Val => 'a: b')->{Message};
ask(Action => 'DBGet', Family => 'client', Key => 'key');
my %value;
%value = message() until ($value{Event} // '') eq 'DBGetResponse';
$got{get} = $value{Val};
%value = message() until ($value{Event} // '') eq 'DBGetComplete';
$got{missing} = ask(Action => 'DBGet', Family => 'client', Key => 'none')->{Message};
$got{bogus} = ask(Action => 'bogus')->{Message};
$got{queued} = ask(
    Action   => 'Originate',
    Channel  => 'Local/called@default/n',
    Context  => 'default',
    Exten    => 'caller',
    Priority => 1,
    Async    => 'true',
    CallerID => '"Bob" <123>',
    Variable => 'A=1,B=2',
)->{Message};
heard(message()) while $ended < 2;
$manager->disconnect;
print encode_json(\%got), "\n";
