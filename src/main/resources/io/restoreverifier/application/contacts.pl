# Answers every question for a name with an address of this machine's own loopback, listens there on the usual ports,
# and tells who was asked for and connected to. Whoever connects is hung up on.
#   contacts.pl PORT...     ports that are somebody else's
use strict;
use IO::Select;
use IO::Socket::INET;

$| = 1;
my %taken = map { $_ => 1 } @ARGV;
my @ports = grep { !$taken{$_} }
  qw(21 22 25 80 110 143 389 443 465 587 636 993 995 1025 1883 2525 3306 5671 5672 6379 8443 9092 27017);
my $most_names = 20;    # with ports
my $dns = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 53, Proto => "udp") or exit 3;
my $all = IO::Select->new($dns);
my (%address, %contact);
my $count = 0;

print "ready\n";
while (my @ready = $all->can_read) {
  for my $socket (@ready) {
    if ($socket == $dns) {
      answer();
    } else {
      my $caller = $socket->accept or next;
      print "tcp $contact{fileno $socket}\n";
      close $caller;
    }
  }
}

sub answer {
  defined(my $from = recv($dns, my $query, 4096, 0)) or return;
  return if length $query < 17;
  my ($at, @labels) = (12);
  while ($at < length $query and my $length = ord substr $query, $at, 1) {
    return if $length > 63;
    push @labels, substr $query, $at + 1, $length;
    $at += $length + 1;
  }
  return if $at + 5 > length $query;
  my $name = lc join ".", map { s/[^A-Za-z0-9_-]/?/gr } @labels;
  print "dns $name\n";
  my $answer = "";
  if (unpack("n", substr $query, $at + 1, 2) == 1) {
    listen_as($name) if !$address{$name} && $count < 60_000;
    $answer = pack "n n n N n C4", 0xC00C, 1, 1, 0, 4, split /\./, $address{$name} || "127.66.255.255";
  }
  my $header = pack "n6", unpack("n", $query), 0x8180, 1, $answer eq "" ? 0 : 1, 0, 0;
  send $dns, $header . substr($query, 12, $at - 7) . $answer, 0, $from;
}

sub listen_as {
  my ($name) = @_;
  my $number = ++$count;
  $address{$name} = join ".", 127, 66, $number >> 8, $number & 255;
  return if $number > $most_names;
  for my $port (@ports) {
    my $socket = IO::Socket::INET->new(LocalAddr => $address{$name}, LocalPort => $port, Listen => 5) or next;
    $contact{fileno $socket} = "$name $port";
    $all->add($socket);
  }
}
