package io.restoreverifier.archive;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Unpacks an archive so that nothing is written but beneath one folder. The first entry that {@link EntryRules} refuse
 * ends it; what was written until then stays, for whoever made the folder to delete. Stateless between calls.
 */
public final class Unpacker {
    private final Limits limits;
    private final LongConsumer progress;

    /** @param progress hears how many bytes of the archive are through, each time more */
    public Unpacker(Limits limits, LongConsumer progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Unpacks. Files and folders get the archive's permission bits and times, except that their owner may always read
     * and write, and that setuid, setgid and sticky are never set; owners are those of the process.
     *
     * @param target an existing, empty folder that nobody else writes to meanwhile
     * @param strip how many leading parts each name loses, as with {@code tar --strip-components}
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     * @throws io.restoreverifier.model.CannotTell with OUT_OF_DISK when the disk is full, and when it fails otherwise
     */
    public Unpacked unpack(Path file, Format format, Path target, int strip) throws InterruptedIOException {
        Run run = new Run(new EntryRules(limits, strip), new TreeWriter(target));
        Reading reading = new ArchiveReader(limits, progress).read(file, format, run);
        run.tree.finish();
        for (Damage damage : reading.damages()) {
            run.findings.add(damage.toFinding(Stage.RESTORE, ""));
        }
        return run.unpacked(reading.bytes(), strip);
    }

    private static final class Run implements EntryVisitor {
        private final EntryRules rules;
        private final TreeWriter tree;
        private final List<Finding> findings = new ArrayList<>();
        private long files;
        private long directories;
        private long links;
        private long leftOut;

        Run(EntryRules rules, TreeWriter tree) {
            this.rules = rules;
            this.tree = tree;
        }

        @Override
        public boolean visit(Entry entry, InputStream data) throws IOException {
            Ruling ruling = rules.judge(entry);
            if (ruling instanceof Ruling.Refused refused) {
                findings.add(unsafe(refused));
                return false;
            }
            if (ruling instanceof Ruling.Allowed allowed) {
                write(allowed, entry, data);
            } else if (entry.kind() != Entry.Kind.DIRECTORY) {
                leftOut++;
            }
            return true;
        }

        private void write(Ruling.Allowed allowed, Entry entry, InputStream data) throws IOException {
            switch (allowed.kind()) {
                case FILE -> {
                    tree.file(allowed.path(), entry, data);
                    files++;
                }
                case DIRECTORY -> {
                    tree.directory(allowed.path(), entry);
                    directories++;
                }
                case SYMBOLIC_LINK -> {
                    tree.symbolicLink(allowed.path(), allowed.link());
                    links++;
                }
                case HARD_LINK -> {
                    tree.hardLink(allowed.path(), allowed.link());
                    links++;
                }
                case DEVICE, FIFO, OTHER ->
                    throw new IllegalStateException(
                            "the rules never allow a " + allowed.kind().label());
            }
        }

        Unpacked unpacked(long bytes, int strip) {
            if (leftOut > 0) {
                findings.add(Finding.warning(
                        FindingCode.FILE_MISSING,
                        Stage.RESTORE,
                        "",
                        Quantity.of(leftOut, "entry was", "entries were") + " left out, because `strip: " + strip
                                + "` leaves nothing of the name",
                        "lower `strip:` if they belong to the backup"));
            }
            return new Unpacked(files, directories, links, bytes, leftOut, findings);
        }

        private static Finding unsafe(Ruling.Refused refused) {
            return Finding.error(
                    FindingCode.UNSAFE_ENTRY,
                    Stage.RESTORE,
                    refused.name(),
                    "unpacking stopped at this entry: " + refused.reason(),
                    "find out who put it into the archive before anything unpacks it");
        }
    }
}
