# What an XFS in a file holds, as xfs_db(8) shows it. Ends with status 0 only when that is all there is: xfs_db says between
# its answers what it cannot read, and goes on, so that whatever is not the answer to a question is taken for damage.
#   xfs.pl list FILE          a line for each name but the uppermost, as the Sleuth Kit's body file has it
#   xfs.pl read FILE INODE    the bytes of a regular file
use strict;

my ($what, $file, $wanted) = @ARGV;
my %kinds = (1 => "p", 2 => "c", 4 => "d", 6 => "b", 8 => "r", 10 => "l", 12 => "s");
my %months;
@months{qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec)} = 1 .. 12;
my $number = qr/\d+/;
my $folders_at_once = 1000;
my $names_at_once = 20000;
my $longest_link = 1024;
my $piece = 1 << 20;

my $ahead;    # a line of an answer that nobody has taken yet
my %super;
ask("sb 0\nprint blocksize agblocks dblocks rootino versionnum\n", sub {
  $super{$_} = field($_, $number) for qw(blocksize agblocks dblocks rootino);
  $super{version} = hex(field("versionnum", qr/0x[0-9a-f]+/)) & 15;
});
my $within = $super{version} == 5 ? "u3.symlink" : "u.symlink";
open my $bytes, "<:raw", $file or lost("the file");
$what eq "list" ? list() : contents($wanted);
close STDOUT or lost("the output");

sub lost {
  print STDERR "error: $_[0] cannot be read\n";
  exit 1;
}

# One process for many questions; what it complains of comes between its answers.
sub ask {
  my ($questions, $answers) = @_;
  my $child = open(ANSWERS, "-|") // lost("xfs_db");
  if (!$child) {
    open STDERR, ">&", \*STDOUT;
    open my $to, "|-", "xfs_db", "-r", $file or exit 1;
    print $to $questions;
    close $to or exit 1;
    exit 0;
  }
  $answers->();
  defined peek() and lost("what xfs_db says at its end");
  close ANSWERS or lost("xfs_db");
}

sub peek {
  $ahead = <ANSWERS> if !defined $ahead;
  return $ahead;
}

sub taken {
  my ($pattern) = @_;
  my @found = (peek() // "") =~ $pattern or return;
  $ahead = undef;
  return @found;
}

sub field {
  my ($name, $value) = @_;
  my ($found) = taken(qr/^\Q$name\E = ($value)\n$/) or lost($name);
  return $found;
}

# Where it does not get to an inode, it stays at the one before: which it is at, is asked too.
sub question {
  my ($inode, @fields) = @_;
  return "inode $inode\nprint @fields v3.inumber\n" if $super{version} == 5;
  return "inode $inode\ninode\n" . (@fields ? "print @fields\n" : "");
}

sub at {
  my ($inode, %patterns) = @_;
  $super{version} == 5 || taken(qr/^current inode number is $inode\n$/) or lost("inode $inode");
  my %fields = map { $_ => field($_, $patterns{$_}) } sort keys %patterns;
  $super{version} != 5 || field("v3.inumber", $number) == $inode or lost("inode $inode");
  return \%fields;
}

sub kind {
  my ($fields) = @_;
  return $kinds{oct($fields->{"core.mode"}) >> 12} // lost("a mode");
}

sub list {
  my @folders = ([$super{rootino}, ""]);
  my %seen = ($super{rootino} => 1);
  while (my @some = splice @folders, 0, $folders_at_once) {
    my @names = names(@some);
    while (my @part = splice @names, 0, $names_at_once) {
      for my $folder (shown(@part)) {
        $seen{$folder->[0]}++ and lost("a folder within itself");
        push @folders, $folder;
      }
    }
  }
}

# The inodes and paths of what is in folders. Each folder names itself, also one that holds nothing else.
sub names {
  my @folders = @_;
  my @names;
  ask(join("", map { question($_->[0]) . "ls\n" } @folders), sub {
    for (@folders) {
      my ($folder, $path) = @$_;
      at($folder);
      my $own;
      while (my ($inode, $length, $name) = taken(qr/^\d+ +(\d+) +\w+ +0x[0-9a-f]+ +(\d+) (.+) \(good\)\n$/)) {
        length $name == $length or lost("a name");
        $own ||= $name eq "." && $inode == $folder;
        push @names, [$inode, "$path/$name"] if $name ne "." && $name ne "..";
      }
      $own or lost("folder $folder");
    }
  });
  return @names;
}

# Prints a line for each, and gives back which are folders.
sub shown {
  my @names = @_;
  my (@folders, @links);
  my %asked = ("core.mode" => qr/0[0-7]+/, "core.mtime.sec" => qr/.+/, "core.size" => $number);
  ask(join("", map { question($_->[0], sort keys %asked) } @names), sub {
    for (@names) {
      my $fields = at($_->[0], %asked);
      my $kind = kind($fields);
      push @folders, $_ if $kind eq "d";
      $kind eq "l" ? push @links, [@$_, $fields] : entry(@$_, $fields);
    }
  });
  links(@links) if @links;
  return @folders;
}

sub entry {
  my ($inode, $path, $fields) = @_;
  my $kind = kind($fields);
  my $size = $kind eq "d" ? 0 : $fields->{"core.size"};
  my ($month, @rest) = $fields->{"core.mtime.sec"} =~ /^\w{3} (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d) (\d{4})$/;
  my $time = sprintf "%04d%02d%02d%02d%02d%02d", $rest[4], $months{$month // ""} // lost("a time"), @rest[0 .. 3];
  print "0|$path|$inode|$kind/$kind|0|0|$size|0|$time|0|0\n";
}

# Where they lead to: within the inode, or else in blocks of their own. Where that is written down it has to be as long as
# the inode says, and one line with the name of the link, which holds no arrow itself.
sub links {
  my @links = @_;
  my %asked = ("core.format" => qr/.+/, "core.nextents" => $number);
  ask(join("", map { question($_->[0], sort keys %asked) . "print $within\nbmap -d\n" } @links), sub {
    for (@links) {
      my ($inode, $path, $fields) = @$_;
      my $now = at($inode, %asked);
      my $size = $fields->{"core.size"};
      my $local = $now->{"core.format"} eq "1 (local)";
      $local || taken(qr/^field symlink not found\n$/) or lost("link $inode");
      my $to = $local ? quoted() : outer($inode, $size, extents($now->{"core.nextents"}));
      $size <= $longest_link && length $to == $size && $to !~ /[\n\0]/ && $path !~ / -> / or lost("link $inode");
      entry($inode, "$path -> $to", $fields);
    }
  });
}

sub quoted {
  my %letters = (n => "\n", t => "\t", r => "\r", b => "\b", f => "\f", v => "\013", a => "\a", 0 => "\0");
  my $text = field($within, qr/".*"/);
  $text = substr $text, 1, -1;
  $text =~ s/\\(?:([0-7]{3})|(.))/defined $1 ? chr oct $1 : $letters{$2} \/\/ $2/ge;
  return $text;
}

# Since version 5, each piece has a head that says whose it is.
sub outer {
  my ($inode, $size, @extents) = @_;
  my $head = $super{version} == 5 ? 56 : 0;
  my $to = "";
  for (@extents) {
    my $text = chunk($_->{at}, $_->{bytes} < 65536 ? $_->{bytes} : 65536);
    if ($head) {
      my ($magic, $offset, $length, $owner) = unpack "a4 N N x20 Q>", $text;
      $magic eq "XSLM" && $offset == length $to && $length <= length($text) - $head && $owner == $inode
        or lost("link $inode");
      $text = substr $text, $head, $length;
    }
    $to .= $text;
  }
  return length $to > $size ? substr $to, 0, $size : $to;
}

# As many pieces as the inode says, one behind the other and all on the disk.
sub extents {
  my ($count) = @_;
  my ($end, @extents) = (0);
  my $pattern = qr{^data offset (\d+) startblock \d+ \((\d+)/(\d+)\) count (\d+) flag ([01])\n$};
  while (my ($offset, $group, $block, $blocks, $unwritten) = taken($pattern)) {
    my $first = $group * $super{agblocks} + $block;
    $offset >= $end && $blocks > 0 && $block < $super{agblocks} && $first + $blocks <= $super{dblocks}
      or lost("a block");
    $end = $offset + $blocks;
    my ($from, $at, $bytes) = map { $_ * $super{blocksize} } $offset, $first, $blocks;
    push @extents, { from => $from, at => $at, bytes => $bytes, unwritten => $unwritten };
  }
  @extents == $count or lost("a block");
  return @extents;
}

sub chunk {
  my ($at, $length) = @_;
  seek $bytes, $at, 0 or lost("a block");
  (read $bytes, my $read, $length) == $length or lost("a block");
  return $read;
}

# What was never written reads as zeros.
sub contents {
  my ($inode) = @_;
  my ($fields, @extents);
  my %asked = ("core.format" => qr/[23] .+/, "core.mode" => qr/0[0-7]+/, "core.nextents" => $number,
    "core.realtime" => qr/0/, "core.size" => $number);
  ask(question($inode, sort keys %asked) . "bmap -d\n", sub {
    $fields = at($inode, %asked);
    @extents = extents($fields->{"core.nextents"});
  });
  kind($fields) eq "r" or lost("inode $inode");
  my ($size, $done) = ($fields->{"core.size"}, 0);
  for (grep { !$_->{unwritten} && $_->{from} < $size } @extents) {
    zeros($_->{from} - $done);
    $done = $_->{from} + $_->{bytes};
    $done = $size if $done > $size;
    for (my $from = $_->{from}; $from < $done; $from += $piece) {
      my $length = $done - $from;
      print chunk($_->{at} + $from - $_->{from}, $length < $piece ? $length : $piece);
    }
  }
  zeros($size - $done);
}

sub zeros {
  my ($length) = @_;
  my $zeros = "\0" x $piece;
  for (; $length > 0; $length -= $piece) {
    print $length < $piece ? substr $zeros, 0, $length : $zeros;
  }
}
