package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.RestoredDisk.DiskFile;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.State;
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.restore.DiskTools.Said;
import io.restoreverifier.sandbox.DockerSandboxes;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.SandboxRequest;
import io.restoreverifier.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of file systems, healthy and broken in one respect each: what cannot be read never passes for an empty one. */
class DiskReadersIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A folder with nothing in it, and one that takes a block of its own; what mkfs.xfs is told of them all is {@code proto}. */
    private static final String TREE = """
        mkdir -p tree/etc tree/empty tree/many && cd tree
        echo web-01.example.org >etc/hostname
        seq 1 200000 >numbers
        for i in $(seq 100 249); do echo $i >many/name-$i; done
        ln -s etc to-etc
        {
          printf '/\\n1 1\\nd--755 0 0\\netc d--755 0 0\\nhostname ---644 0 0 tree/etc/hostname\\n$\\nempty d--755 0 0\\n$\\n'
          printf 'numbers ---644 0 0 tree/numbers\\nto-etc l--777 0 0 etc\\nmany d--755 0 0\\n'
          for i in $(seq 100 249); do echo "name-$i ---644 0 0 tree/many/name-$i"; done
          printf '$\\n$\\n'
        } >../proto
        find . -type d -printf '/%P/\\n' -o -type f -printf '/%P %s\\n' | grep -vx // | sort\
        """;

    /** The number of an inode of XFS, as xfs_db(8) lists it. */
    private static final String INODE = """
        inode() { xfs_db -r -c "ls $2" "$1" | awk -v name="$3" '$6 == name { print $2 }'; }
        """;

    private static final String XFS = "mkfs.xfs -q -d file,name=\"$1\",size=300m -p proto";
    private static final String BTRFS = "truncate -s 120M \"$1\" && mkfs.btrfs -q --rootdir tree \"$1\"";
    private static final String EXT4 = "mke2fs -q -t ext4 -d tree \"$1\" 16M";

    @TempDir
    static Path home;

    private static RunFolder folder;
    private static Sandboxes sandboxes;
    private static DiskTools tools;
    private static DiskImage disk;
    private static List<String> tree;
    private static int made;

    @BeforeAll
    static void connect() {
        folder = RunFolder.create(home);
        sandboxes = DockerSandboxes.connect(folder, ImageNames.asWritten());
        Equipment equipment = new Equipment(DiskSource.IMAGE, "nobody", Optional.empty());
        sandboxes.prepare(equipment);
        tools = new DiskTools(sandboxes.open(new SandboxRequest(
                "disk-readers", equipment, List.of(), 512L << 20, SandboxLimits.chosen(), Duration.ofMinutes(15))));
        disk = new DiskImage(tools, List.of());
        tree = shell(TREE).out();
    }

    @AfterAll
    static void end() {
        disk.close();
        sandboxes.close();
        folder.close();
    }

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
                Arguments.of("btrfs", """
                    set -- "$1" $(btrfs inspect-internal dump-tree -t 5 "$1" | sed -n 's/.*data disk byte \\([1-9][0-9]*\\) nr \\(.*\\)/\\1 \\2/p' | head -n 1)
                    perl -e 'open F, "+<", $ARGV[0]; local $/; $_ = <F>; $old = pack "QQ", $ARGV[1], $ARGV[2];
                      while (/\\Q$old\\E/g) { seek F, pos() - 16, 0; print F pack "Q", 1 << 50 }' "$@"\
                    """),
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
        Partition partition = healthy("xfs");
        shell(INODE + """
            xfs_db -x -c "inode $(inode "$1" /etc hostname)" -c 'write -d u3.bmx[0].startblock 70000000' "$1"\
            """, name(partition));

        assertCannotTell(
                partition.label() + ": /to-etc/hostname cannot be read",
                () -> disk.file(partition, "/to-etc/hostname", LIMIT));
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

    private static void assertNotListed(Partition partition) {
        List<DiskFile> passed = new ArrayList<>();
        assertCannotTell(
                partition.label() + ": its files cannot be listed to their end",
                () -> disk.files(partition, LIMIT, passed::add));
        assertThat(passed).isEmpty();
    }

    private static void assertCannotTell(String message, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TOOL_FAILED))
                .hasMessage(message);
    }

    private static Partition healthy(String type) {
        return made(
                type,
                switch (type) {
                    case "xfs" -> XFS;
                    case "btrfs" -> BTRFS;
                    default -> EXT4;
                });
    }

    private static Said shell(String script, String... arguments) {
        Said said = tools.run(LIMIT, script, arguments);
        assertThat(said.status()).as(script + said.all()).isZero();
        return said;
    }

    /** A partition whose bytes a script writes to {@code $1}. */
    private static Partition made(String type, String script) {
        Partition partition = new Partition(++made, type, Use.FILES, 0);
        shell(script, name(partition));
        return partition;
    }

    private static String name(Partition partition) {
        return DiskImage.name(partition.number());
    }

    /** All but what the tree does not have, such as lost+found, and links, which not every reader tells. */
    private static List<String> listed(Partition partition) {
        List<String> names = new ArrayList<>();
        disk.files(partition, LIMIT, file -> {
            if (file.link().isEmpty()
                    && !file.path().startsWith("/lost+found")
                    && !file.path().startsWith("/$")) {
                names.add(file.path() + (file.isFile() ? " " + file.bytes() : "/"));
            }
        });
        return names.stream().sorted().toList();
    }
}
