package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RestoredDisk.DiskFile;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XFS as xfs_db(8) tells it: all of it, or a word that it is not. */
class DiskXfsIT extends DiskBench {
    /** A folder whose names take many blocks, themselves found by a tree; and folders within folders. */
    private static final String LARGE = """
        {
          printf '/\\n1 1\\nd--755 0 0\\nmany d--755 0 0\\n'
          for i in $(seq 5000); do echo "name-$i ---644 0 0 tree/many/name-$((100 + i % 150))"; done
          echo '$'
          for i in $(seq 60); do echo "deep d--755 0 0"; done
          echo 'end ---644 0 0 tree/etc/hostname'
          for i in $(seq 61); do echo '$'; done
        } >large
        mkfs.xfs -q -d file,name="$1",size=300m -p large\
        """;

    /** Changes one bit of a file. */
    private static final String FLIP = INODE + """
        byte() { xfs_db -r -c "convert $2 $3 byte" "$1" | sed 's/.*(\\(.*\\))/\\1/'; }
        flip() {
          perl -e 'open F, "+<", $ARGV[0]; seek F, $ARGV[1], 0; read F, $c, 1; seek F, $ARGV[1], 0; print F chr(1 ^ ord $c)' "$@"
        }
        """;

    @Test
    void aFolderWithManyNamesIsListedWholeAndItsFilesAreRead() {
        Partition partition = made("xfs", LARGE);
        long begun = System.nanoTime();
        List<String> names = listed(partition);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
        assertThat(names).hasSize(5000 + 1 + 60 + 1).contains("/deep".repeat(60) + "/", "/deep".repeat(60) + "/end 19");
        assertThat(names)
                .containsAll(IntStream.rangeClosed(1, 5000)
                        .mapToObj(i -> "/many/name-" + i + " 4")
                        .toList());
        DiskFile last = disk.file(partition, "/many/name-5000", LIMIT).orElseThrow();
        assertThat(disk.beginning(partition, last, LIMIT)).containsExactly("150");
        assertThat(disk.file(partition, "/many/name-5001", LIMIT)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "a block with names; $(byte \"$1\" fsblock $(xfs_db -r -c \"inode $many\" -c 'bmap 7' \"$1\" | cut -d' ' -f5)) + 300",
                "a block of the tree that finds the blocks; $(byte \"$1\" fsblock $(xfs_db -r -c \"inode $many\" -c"
                        + " 'print u3.bmbt.ptrs' \"$1\" | grep -o '[0-9]*$')) + 120",
                "the inode of a file; $(byte \"$1\" inode $(inode \"$1\" /many name-4000)) + 60"
            })
    void aLargeFolderIsListedWholeOrNotAtAll(String what, String place) {
        Partition partition = made("xfs", LARGE);
        shell(FLIP + "many=$(inode \"$1\" / many)\nflip \"$1\" $((" + place + "))", name(partition));

        assertNotListed(partition);
        assertThat(disk.examine(partition, LIMIT).state()).isEqualTo(State.DAMAGED);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "an inode that is free; numbers; core.mode 0",
                "an inode of another number; numbers; v3.inumber 4711",
                "a name that leads beyond the disk; .; u3.sfdir3.list[1].inumber.i4 99999999",
                "a folder within itself; .; u3.sfdir3.list[1].inumber.i4 128",
                "where a link leads to; to-etc; core.size 4"
            })
    void aNameWithoutWhatItLeadsToIsNotLeftOut(String what, String name, String change) {
        Partition partition = made("xfs", XFS);
        shell(
                INODE + "xfs_db -x -c \"inode $(inode \"$1\" / \"$2\")\" -c \"write -d $3\" \"$1\"",
                name(partition),
                name,
                change);

        assertNotListed(partition);
    }

    @Test
    void withoutChecksumsItIsReadAsWell() {
        Partition partition = made("xfs", "mkfs.xfs -q -m crc=0 -n ftype=0 -d file,name=\"$1\",size=300m -p proto");

        assertThat(listed(partition)).isEqualTo(tree);
        assertThat(disk.file(partition, "/to-etc/hostname", LIMIT).orElseThrow().bytes())
                .isEqualTo(19);
        shell(INODE + """
            set -- "$1" $(xfs_db -r -c "inode $(inode "$1" / many)" -c bmap "$1" | sed -n 's,^data offset 0 startblock \\([0-9]*\\) .*,\\1,p')
            dd if=/dev/zero of="$1" bs=1 seek="$(xfs_db -r -c "convert fsblock $2 byte" "$1" | sed 's/.*(\\(.*\\))/\\1/')" count=4096 conv=notrunc status=none
            rm "$1.list"\
            """, name(partition));
        assertNotListed(partition);
    }

    @Test
    void whatWasNeverWrittenReadsAsZeros() {
        Partition partition = made("xfs", XFS);
        shell(INODE + """
            xfs_db -x -c "inode $(inode "$1" / numbers)" -c 'write -d u3.bmx[0].startoff 5' "$1"
            xfs_db -x -c "inode $(inode "$1" /etc hostname)" -c 'write -d u3.bmx[0].extentflag 1' "$1"
            xfs_db -x -c "inode $(inode "$1" /many name-100)" -c 'write -d core.size 5000000000' "$1"\
            """, name(partition));

        assertThat(digest(partition, "/numbers"))
                .isEqualTo(shell("{ head -c 20480 /dev/zero; head -c 1268415 tree/numbers; } | sha256sum")
                        .out()
                        .get(0)
                        .substring(0, 64));
        assertThat(digest(partition, "/etc/hostname"))
                .isEqualTo(
                        shell("head -c 19 /dev/zero | sha256sum").out().get(0).substring(0, 64));
        DiskFile large = disk.file(partition, "/many/name-100", LIMIT).orElseThrow();
        assertThat(large.bytes()).isEqualTo(5_000_000_000L);
        assertThat(disk.beginning(partition, large, LIMIT)).first().asString().startsWith("100");
    }

    private String digest(Partition partition, String path) {
        return disk.sha256(partition, disk.file(partition, path, LIMIT).orElseThrow(), LIMIT);
    }

    @Test
    void whatIsNoFileIsToldFromOne() {
        Partition partition = made("xfs", """
            printf '/\\n1 1\\nd--755 0 0\\npipe p--644 0 0\\nterminal c--644 0 0 5 1\\ndisk b--644 0 0 8 0\\nto l--777 0 0 /x\\\\y"z->\\303\\251\\n$\\n' >kinds
            mkfs.xfs -q -d file,name="$1",size=300m -p kinds\
            """);
        List<DiskFile> files = new ArrayList<>();
        disk.files(partition, LIMIT, files::add);

        assertThat(files)
                .extracting(file -> file.path() + " " + file.kind() + " " + file.link())
                .containsExactlyInAnyOrder("/pipe p ", "/terminal c ", "/disk b ", "/to l /x\\y\"z->é");
        assertThat(files)
                .allSatisfy(file -> assertThat(file.modified())
                        .isBetween(
                                Instant.now().minus(Duration.ofHours(1)),
                                Instant.now().plusSeconds(60)));
        assertCannotTell(
                partition.label() + ": /pipe cannot be read",
                () -> disk.beginning(
                        partition, disk.file(partition, "/pipe", LIMIT).orElseThrow(), LIMIT));
    }

    /** Such a link has blocks of its own. mkfs.xfs writes them without the head that version 5 asks for. */
    @Test
    void aLongLinkIsFollowed() {
        Partition partition = made("xfs", """
            printf '/\\n1 1\\nd--755 0 0\\nd d--755 0 0\\nname ---644 0 0 tree/etc/hostname\\n$\\nlong l--777 0 0 %sd/name\\n$\\n' "$(printf 'd/../%.0s' $(seq 120))" >link
            mkfs.xfs -q -d file,name="$1",size=300m -p link\
            """);
        assertNotListed(partition);
        shell(FLIP + """
            long=$(inode "$1" / long)
            at=$(byte "$1" fsblock $(xfs_db -r -c "inode $long" -c bmap "$1" | cut -d' ' -f5))
            uuid=$(xfs_db -r -c 'sb 0' -c 'print uuid' "$1" | sed 's/.*= //; s/-//g')
            perl -e '
              open F, "+<", $ARGV[0]; seek F, $ARGV[1], 0; read F, $to, 606; seek F, $ARGV[1], 0;
              print F pack("a4 N N N H32 Q> Q> Q>", "XSLM", 0, 606, 0, $ARGV[2], $ARGV[3], $ARGV[1] / 512, 0), $to
            ' "$1" $at $uuid $long
            xfs_db -x -c "inode $long" -c 'dblock 0' -c 'type symlink' -c 'crc -r' "$1"\
            """, name(partition));

        assertThat(disk.examine(partition, LIMIT).state()).isEqualTo(State.SOUND);
        assertThat(disk.file(partition, "/long", LIMIT).orElseThrow().path()).isEqualTo("/d/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {" 20261121051000 a\\tb|c (good)", "xfs_db> -> 12 131 regular é", "core.size = 1|0|r|0 "})
    void oddNamesAreListedAsTheyAre(String name) {
        assertThat(listed(named(name))).containsExactly("/" + name + " 19");
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"a\n14 131 regular 0x00000062 1 b", "a\n", "a/b"})
    void aNameThatCannotStandInALineIsNotListedAsAnother(String name) {
        assertNotListed(named(name));
    }

    /** mkfs.xfs takes no such names: one of the same length is changed in the uppermost folder. */
    private Partition named(String name) {
        Partition partition = made("xfs", "true");
        shell("""
            from=$(printf %s "$2" | tr -c Q Q)
            printf '/\\n1 1\\nd--755 0 0\\n%s ---644 0 0 tree/etc/hostname\\n$\\n' "$from" >odd
            mkfs.xfs -q -d file,name="$1",size=300m -p odd
            perl -e '
              open F, "+<", $ARGV[0]; seek F, $ARGV[1], 0; read F, $inode, 512;
              $inode =~ s/$ARGV[2]/$ARGV[3]/ or exit 1; seek F, $ARGV[1], 0; print F $inode
            ' "$1" "$(xfs_db -r -c 'convert inode 128 byte' "$1" | sed 's/.*(\\(.*\\))/\\1/')" "$from" "$2" &&
              xfs_db -x -c 'inode 128' -c 'crc -r' "$1"\
            """, name(partition), name);
        return partition;
    }
}
