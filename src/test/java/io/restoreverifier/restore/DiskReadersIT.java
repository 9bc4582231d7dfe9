package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RestoredDisk.DiskFile;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.State;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of file systems, healthy and broken in one respect each: what cannot be read never passes for an empty one. */
class DiskReadersIT extends DiskBench {
    private static final String BTRFS = "truncate -s 120M \"$1\" && mkfs.btrfs -q --rootdir tree \"$1\"";
    private static final String BTRFS_EXTENT_LOST = """
        set -- "$1" $(btrfs inspect-internal dump-tree -t 5 "$1" | sed -n 's/.*data disk byte \\([1-9][0-9]*\\) nr \\(.*\\)/\\1 \\2/p' | head -n 1)
        perl -e 'open F, "+<", $ARGV[0]; local $/; $_ = <F>; $old = pack "QQ", $ARGV[1], $ARGV[2];
          while (/\\Q$old\\E/g) { seek F, pos() - 16, 0; print F pack "Q", 1 << 50 }' "$@"\
        """;
    private static final String EXT4 = "mke2fs -q -t ext4 -d tree \"$1\" 16M";

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs", "ext4"})
    void whatIsSoundIsListedWholeAndTheSameAgain(String type) {
        Partition partition = healthy(type);

        assertThat(disk.examine(partition, LIMIT).state()).isEqualTo(State.SOUND);
        assertThat(listed(partition)).isEqualTo(tree);
        shell("mv \"$1\" away && ! [ -e \"$1.part\" ]", name(partition));
        assertThat(listed(partition)).as("what was kept").isEqualTo(tree);
        shell("mv away \"$1\" && rm \"$1.list\"", name(partition));
        assertThat(listed(partition)).as("listed anew").isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs", "ext4"})
    void aFileThatIsSoundIsReadAsItIs(String type) {
        Partition partition = healthy(type);
        DiskFile numbers = disk.file(partition, "/numbers", LIMIT).orElseThrow();

        assertThat(disk.sha256(partition, numbers, LIMIT))
                .isEqualTo(shell("sha256sum <tree/numbers").out().get(0).substring(0, 64));
        assertThat(disk.beginning(partition, numbers, LIMIT))
                .startsWith("1", "2")
                .endsWith("200");
        assertThat(disk.file(partition, "/to-etc/hostname", LIMIT).orElseThrow().bytes())
                .isEqualTo(19);
        assertThat(disk.file(partition, "/to-etc/none", LIMIT)).isEmpty();
        assertThat(disk.file(partition, "/to-etc/hostname/none", LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs", "ext4", "vfat", "ntfs"})
    void whatIsNoFileSystemIsNoEmptyOne(String type) {
        assertNotListed(made(type, "head -c 1048576 /dev/urandom >\"$1\""));
        assertNotListed(made(type, "truncate -s 1M \"$1\""));
    }

    static Stream<Arguments> damagedFolders() {
        return Stream.of(
                Arguments.of("xfs", "a block of a folder", """
                    set -- "$1" $(xfs_db -r -c "inode $(inode "$1" / many)" -c bmap "$1" | sed -n 's,^data offset 0 .*(\\(.*\\)/\\(.*\\)).*,\\1 \\2,p')
                    block=$(($2 * $(xfs_db -r -c 'sb 0' -c 'print agblocks' "$1" | cut -d= -f2) + $3))
                    dd if=/dev/zero of="$1" bs=4096 seek=$block count=1 conv=notrunc status=none\
                    """),
                Arguments.of("xfs", "where a folder lies", """
                    xfs_db -x -c "inode $(inode "$1" / many)" -c 'write -d u3.bmx[0].startblock 70000000' "$1"\
                    """),
                Arguments.of("xfs", "the inode of a folder", """
                    xfs_db -x -c "inode $(inode "$1" / etc)" -c 'write -c core.magic 0' "$1"\
                    """),
                Arguments.of("xfs", "the uppermost inode", """
                    xfs_db -x -c "inode $(inode "$1" / .)" -c 'write -c core.magic 0' "$1"\
                    """),
                Arguments.of("btrfs", "a leaf with names", """
                    for at in $(grep -abo name-100 "$1" | cut -d: -f1); do
                      dd if=/dev/urandom of="$1" bs=16384 seek=$((at / 16384)) count=1 conv=notrunc status=none
                    done\
                    """),
                Arguments.of("ext4", "where a folder lies", "debugfs -w -R 'sif /many block[5] 0x7fffffff' \"$1\""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damagedFolders")
    void aFolderThatCannotBeReadIsNoEmptyOne(String type, String what, String damage) {
        Partition partition = healthy(type);
        shell(INODE + damage, name(partition));

        assertNotListed(partition);
        assertThat(disk.examine(partition, LIMIT).state()).isEqualTo(State.DAMAGED);
    }

    /** GRUB takes zeros for a leaf without names: the tool for the file system is what tells. */
    @Test
    void aFolderThatReadsAsAnEmptyOneIsFoundByTheToolOfItsFileSystem() {
        Partition partition = healthy("btrfs");
        shell("""
            for at in $(grep -abo name-100 "$1" | cut -d: -f1); do
              dd if=/dev/zero of="$1" bs=16384 seek=$((at / 16384)) count=1 conv=notrunc status=none
            done\
            """, name(partition));

        assertThat(disk.examine(partition, LIMIT).state()).isEqualTo(State.DAMAGED);
    }

    static Stream<Arguments> damagedFiles() {
        return Stream.of(
                Arguments.of("xfs", """
                    xfs_db -x -c "inode $(inode "$1" / numbers)" -c 'write -d u3.bmx[0].startblock 70000000' "$1"\
                    """),
                Arguments.of("btrfs", BTRFS_EXTENT_LOST),
                Arguments.of("ext4", "debugfs -w -R 'sif /numbers block[5] 0x7fffffff' \"$1\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedFiles")
    void aFileThatCannotBeReadIsNeitherChangedNorAnothersNorMissing(String type, String damage) {
        Partition partition = healthy(type);
        shell(INODE + damage, name(partition));
        DiskFile numbers = disk.file(partition, "/numbers", LIMIT).orElseThrow();

        String told = partition.label() + ": /numbers cannot be read";
        assertCannotTell(told, () -> disk.sha256(partition, numbers, LIMIT));
        assertCannotTell(told, () -> disk.beginning(partition, numbers, LIMIT));
    }

    @Test
    void aFileBehindALinkThatCannotBeReadIsNotMissing() {
        Partition partition = healthy("btrfs");
        shell(BTRFS_EXTENT_LOST, name(partition));

        assertCannotTell(
                partition.label() + ": /here/numbers cannot be read",
                () -> disk.file(partition, "/here/numbers", LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs", "ext4"})
    void aListingThatIsCutOffIsNotKept(String type) {
        Partition partition = healthy(type);
        String list = DiskFileSystem.of(type).orElseThrow().list();

        assertThat(tools.run(LIMIT, list, name(partition), "1000").status()).isNotZero();
        assertThat(tools.run(LIMIT, list, name(partition), "1000").out()).isEmpty();
        assertThat(listed(partition)).isEqualTo(tree);
    }

    @Test
    void oddNamesAreListedAsTheyAre() {
        Partition partition = made("btrfs", """
            mkdir -p 'odd/ two  blanks ' && echo a >'odd/ two  blanks / 20261121051000 a\\tb|c\\' &&
              mkfs.btrfs -q --rootdir odd -b 120M "$1"\
            """);

        assertThat(listed(partition)).containsExactly("/ two  blanks /", "/ two  blanks / 20261121051000 a\\tb|c\\ 2");
    }

    /** GRUB writes it as it is, and nobody can tell it from the next name. */
    @Test
    void aNameWithALineBreakIsNotListedAsAnother() {
        assertNotListed(made("btrfs", """
            mkdir broken && touch "$(printf 'broken/a\\nb')" && mkfs.btrfs -q --rootdir broken -b 120M "$1"\
            """));
    }

    private Partition healthy(String type) {
        return made(
                type,
                switch (type) {
                    case "xfs" -> XFS;
                    case "btrfs" -> BTRFS;
                    default -> EXT4;
                });
    }
}
