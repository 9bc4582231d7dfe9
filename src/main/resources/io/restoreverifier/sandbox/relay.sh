# Connects its input and output to a port of this machine, by whatever program there is; leaves none behind.
#   relay.sh PORT
if command -v bash >/dev/null 2>&1; then
  exec bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1; exec 4<&0; cat <&4 >&3 & cat <&3; kill $!' bash "$1" 2>/dev/null
elif command -v nc >/dev/null 2>&1; then
  exec nc 127.0.0.1 "$1" 2>/dev/null
elif command -v perl >/dev/null 2>&1; then
  exec perl -e '
    use IO::Socket::INET; use IO::Select; $| = 1;
    my $there = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0]) or exit 1;
    my $both = IO::Select->new(\*STDIN, $there);
    while (my @ready = $both->can_read) {
      for my $from (@ready) {
        my $read = sysread($from, my $bytes, 65536);
        exit 0 if !$read && $from == $there;
        if (!$read) { $both->remove($from); shutdown($there, 1); next; }
        syswrite($from == $there ? \*STDOUT : $there, $bytes);
      }
    }' "$1" 2>/dev/null
fi
exit 127
