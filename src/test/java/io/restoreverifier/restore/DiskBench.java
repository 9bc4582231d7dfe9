package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.RestoredDisk.DiskFile;
import io.restoreverifier.model.RestoredDisk.Partition;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** File systems in files, made by their own tools in the container that reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DiskBench {
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** A folder with nothing in it, and one that takes a block of its own; what mkfs.xfs is told of them all is {@code proto}. */
    static final String TREE = """
        mkdir -p tree/etc tree/empty tree/many && cd tree
        echo web-01.example.org >etc/hostname
        seq 1 200000 >numbers
        for i in $(seq 100 249); do echo $i >many/name-$i; done
        ln -s etc to-etc && ln -s . here
        {
          printf '/\\n1 1\\nd--755 0 0\\netc d--755 0 0\\nhostname ---644 0 0 tree/etc/hostname\\n$\\nempty d--755 0 0\\n$\\n'
          printf 'numbers ---644 0 0 tree/numbers\\nto-etc l--777 0 0 etc\\nhere l--777 0 0 .\\nmany d--755 0 0\\n'
          for i in $(seq 100 249); do echo "name-$i ---644 0 0 tree/many/name-$i"; done
          printf '$\\n$\\n'
        } >../proto
        find . -type d -printf '/%P/\\n' -o -type f -printf '/%P %s\\n' | grep -vx // | sort\
        """;

    /** The number of an inode of XFS, as xfs_db(8) lists it. */
    static final String INODE = """
        inode() { xfs_db -r -c "ls $2" "$1" | awk -v name="$3" '$6 == name { print $2 }'; }
        """;

    static final String XFS = "mkfs.xfs -q -d file,name=\"$1\",size=300m -p proto";

    private RunFolder folder;
    private Sandboxes sandboxes;
    DiskTools tools;
    DiskImage disk;
    List<String> tree;
    private int made;

    @BeforeAll
    void connect(@TempDir Path home) {
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
    void end() {
        disk.close();
        sandboxes.close();
        folder.close();
    }

    @AfterEach
    void makeRoom() {
        shell("rm -f part*");
    }

    void assertNotListed(Partition partition) {
        List<DiskFile> passed = new ArrayList<>();
        assertCannotTell(
                partition.label() + ": its files cannot be listed to their end",
                () -> disk.files(partition, LIMIT, passed::add));
        assertThat(passed).isEmpty();
    }

    void assertCannotTell(String message, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        CannotTell.class, e -> assertThat(e.code()).isEqualTo(FindingCode.TOOL_FAILED))
                .hasMessage(message);
    }

    Said shell(String script, String... arguments) {
        Said said = tools.run(LIMIT, script, arguments);
        assertThat(said.status()).as(script + said.all()).isZero();
        return said;
    }

    /** A partition whose bytes a script writes to {@code $1}. */
    Partition made(String type, String script) {
        Partition partition = new Partition(++made, type, Use.FILES, 0);
        shell(script, name(partition));
        return partition;
    }

    static String name(Partition partition) {
        return DiskImage.name(partition.number());
    }

    /** All but what the tree does not have, such as lost+found, and links, which not every reader tells. */
    List<String> listed(Partition partition) {
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
