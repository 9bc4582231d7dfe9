package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk;
import io.restoreverifier.model.ToolOutput;
import io.restoreverifier.restore.DiskTools.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The partitions and logical volumes of a disk, each as a file in the data folder of a sandbox. */
final class DiskImage implements RestoredDisk {
    private static final int MOST_LINES = 5;
    private static final int MOST_LINKS = 20;
    /** In bytes; what takes more is no file system of a machine. */
    private static final String LONGEST_LISTING = Long.toString(1L << 30);

    /** What GRUB's reader says of a path that leads nowhere, or to what is no file. */
    private static final Pattern NO_FILE =
            Pattern.compile("(?m)(not found|not a regular file|not a directory|too deep nesting of symlinks)\\.?$");

    private final DiskTools tools;
    private final List<Partition> partitions;

    DiskImage(DiskTools tools, List<Partition> partitions) {
        this.tools = tools;
        this.partitions = List.copyOf(partitions);
    }

    /** Of the file in the data folder. */
    static String name(int number) {
        return "part" + number;
    }

    /** Of the file that a logical volume is; what it is called is not ours. */
    static String volume(int number) {
        return "volume" + number;
    }

    private static String name(Partition partition) {
        return partition.volume().isEmpty() ? name(partition.number()) : volume(partition.number());
    }

    @Override
    public List<Partition> partitions() {
        return partitions;
    }

    @Override
    public Examination examine(Partition partition, Duration limit) {
        DiskFileSystem fileSystem = fileSystem(partition);
        if (fileSystem.tool().isEmpty()) {
            return new Examination("", State.NO_TOOL, List.of());
        }
        Said said = tools.run(limit, fileSystem.check(), name(partition));
        State state = fileSystem.state(said);
        List<String> lines = state == State.DAMAGED || state == State.NOT_KNOWN ? told(said) : List.of();
        return new Examination(fileSystem.tool(), state, lines);
    }

    /** What is no heading; names in quotes are left out. */
    private static List<String> told(Said said) {
        List<String> lines = new ArrayList<>(said.out());
        lines.addAll(said.err());
        return lines.stream()
                .filter(line -> !line.isBlank()
                        && !line.matches("(Pass|Phase|e2fsck|fsck\\.fat|\\[\\d+/\\d+]|Opening|Checking|UUID|IN USE|    "
                                + "    - |- ).*"))
                .map(line -> ToolOutput.shown(line.strip()))
                .limit(MOST_LINES)
                .toList();
    }

    @Override
    public void files(Partition partition, Duration limit, Consumer<DiskFile> to) {
        boolean own = DiskFileSystem.of(partition.content()).equals(Optional.of(DiskFileSystem.NTFS));
        int status = tools.each(
                limit,
                line -> DiskListing.read(line)
                        .filter(file -> !own || !file.path().startsWith("/$"))
                        .ifPresent(to),
                fileSystem(partition).list(),
                name(partition),
                LONGEST_LISTING);
        if (status != 0) {
            throw unreadable(partition, "its files cannot be listed to their end");
        }
    }

    @Override
    public Optional<DiskFile> file(Partition partition, String path, Duration limit) {
        boolean plainCase = !fileSystem(partition).ignoresCase();
        String wanted = path;
        for (int i = 0; i < MOST_LINKS; i++) {
            DiskFile[] best = new DiskFile[1];
            String looked = wanted;
            files(partition, limit, file -> {
                boolean same =
                        plainCase ? file.path().equals(looked) : file.path().equalsIgnoreCase(looked);
                boolean above = !file.link().isEmpty() && looked.startsWith(file.path() + "/");
                if (same
                        || above
                                && (best[0] == null
                                        || best[0].path().length() > file.path().length())) {
                    best[0] = file;
                }
            });
            if (best[0] == null || best[0].link().isEmpty()) {
                return Optional.ofNullable(best[0]).or(() -> byGrub(partition, path, limit));
            }
            wanted = DiskListing.follow(best[0], wanted);
        }
        return Optional.empty();
    }

    /** Where the listing does not say where links lead to, whoever reads may know. */
    private Optional<DiskFile> byGrub(Partition partition, String path, Duration limit) {
        if (!fileSystem(partition).isReadByGrub()) {
            return Optional.empty();
        }
        DiskFile file = new DiskFile(path, 'f', 0, Instant.EPOCH, "", "0");
        Said size = asked(partition, file, "wc -c", limit);
        if (size.status() != 0 && NO_FILE.matcher(String.join("\n", size.err())).find()) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(answer(size, partition, file).get(0).strip());
        return Optional.of(new DiskFile(path, 'f', bytes, Instant.EPOCH, "", "0"));
    }

    @Override
    public String sha256(Partition partition, DiskFile file, Duration limit) {
        Said said = asked(partition, file, "sha256sum", limit);
        return answer(said, partition, file).get(0).replaceFirst(" .*", "");
    }

    @Override
    public List<String> beginning(Partition partition, DiskFile file, Duration limit) {
        return answer(asked(partition, file, "head -c 65536", limit), partition, file);
    }

    /** What a program says of the content of a file. */
    private Said asked(Partition partition, DiskFile file, String program, Duration limit) {
        return tools.run(limit, fileSystem(partition).read(program), name(partition), file.inode(), file.path());
    }

    private static List<String> answer(Said said, Partition partition, DiskFile file) {
        if (said.status() != 0) {
            throw unreadable(partition, file.path() + " cannot be read");
        }
        return said.out();
    }

    private static CannotTell unreadable(Partition partition, String what) {
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                partition.label() + ": " + what,
                "is its file system sound, and one that the image's tools know?");
    }

    private static DiskFileSystem fileSystem(Partition partition) {
        return DiskFileSystem.of(partition.content())
                .orElseThrow(() -> new IllegalArgumentException(partition.label() + " is not readable"));
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(tools.sandbox().info().notes());
        partitions.forEach(
                partition -> notes.add("on the disk: " + partition.label() + ", " + Quantity.bytes(partition.bytes())));
        return List.copyOf(notes);
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return tools.sandbox().exhaustion();
    }

    /** Names of files may stand in what tools write. */
    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {
        tools.sandbox().close();
    }
}
