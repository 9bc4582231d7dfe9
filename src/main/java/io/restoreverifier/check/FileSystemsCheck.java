package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk;
import io.restoreverifier.model.RestoredDisk.Examination;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By default: each file system of a disk is sound by its own tool and can be listed to its end, and one of them at least holds a
 * file with something in it.
 */
final class FileSystemsCheck extends DiskCheck {
    private static final String SOUND = "a sound file system";

    @Override
    public String name() {
        return "file-systems";
    }

    @Override
    CheckReport put(RestoredDisk disk, Subject subject) {
        List<CheckResult> results = new ArrayList<>();
        Totals totals = new Totals(subject.now().plus(NewestDataCheck.TOLERATED_FUTURE));
        for (Partition partition : disk.partitions()) {
            results.add(
                    switch (partition.use()) {
                        case FILES -> read(disk, partition, subject, totals);
                        case VOLUMES ->
                            CheckResult.notApplicable(
                                    name(), partition.label(), "", "each volume that it holds is told by itself");
                        case NOTHING ->
                            CheckResult.notApplicable(
                                    name(),
                                    partition.label(),
                                    "",
                                    "it "
                                            + (partition.lack().isEmpty()
                                                    ? "holds nothing that is kept"
                                                    : partition.lack()));
                        case LEFT_OUT -> leftOut(partition);
                        case UNREAD -> unread(partition);
                        case BROKEN -> beginningGone(partition);
                    });
        }
        results.add(totals.result());
        return new CheckReport(results, Optional.empty(), List.of(), Map.of(CheckReport.FILES, totals.files));
    }

    private CheckResult read(RestoredDisk disk, Partition partition, Subject subject, Totals totals) {
        Examination said = disk.examine(partition, subject.limit());
        String lines = String.join("; ", said.said());
        return switch (said.state()) {
            case DAMAGED ->
                failed(
                        partition.label(),
                        SOUND,
                        said.tool() + " finds errors",
                        error(
                                FindingCode.ARTIFACT_CORRUPT,
                                partition.label(),
                                partition.label() + ": expected " + SOUND + ", " + said.tool() + " says: " + lines,
                                "was it copied while the machine wrote to it? freeze it first (qemu-guest-agent), or"
                                        + " look at the disk that is backed up"));
            case NOT_KNOWN ->
                failed(
                        partition.label(),
                        SOUND,
                        "a log that was not brought in",
                        error(
                                FindingCode.NOT_SUPPORTED,
                                partition.label(),
                                partition.label() + " was in use when it was copied, and " + said.tool()
                                        + " cannot bring in its log: what it misses may be in there",
                                "freeze it while it is copied: qemu-guest-agent in the machine, `--quiesce` at the"
                                        + " job"));
            case NO_TOOL -> listed(disk, partition, subject, totals, withoutTool(partition));
            case IN_USE -> listed(disk, partition, subject, totals, Optional.of(inUse(partition)));
            case SOUND -> listed(disk, partition, subject, totals, Optional.empty());
        };
    }

    private CheckResult listed(
            RestoredDisk disk, Partition partition, Subject subject, Totals totals, Optional<Finding> told) {
        long before = totals.files;
        disk.files(partition, subject.limit(), totals::add);
        String found = TableName.number(totals.files - before) + " files";
        return told.map(finding -> failed(partition.label(), SOUND, found, finding))
                .orElseGet(() -> CheckResult.passed(name(), partition.label(), SOUND, found));
    }

    private static Finding inUse(Partition partition) {
        return Finding.info(
                FindingCode.ARTIFACT_INCOMPLETE,
                Stage.CHECK,
                partition.label(),
                partition.label() + " was in use when it was copied, and is sound once its log is brought in",
                "");
    }

    private static Optional<Finding> withoutTool(Partition partition) {
        return Optional.of(Finding.warning(
                FindingCode.NOT_SUPPORTED,
                Stage.CHECK,
                partition.label(),
                partition.label() + ": its files are listed, and no tool here holds it against itself",
                ""));
    }

    /** Entries from before volumes were read go on to leave them out. */
    private CheckResult leftOut(Partition partition) {
        String how = "not read here, as the entry says (`unread:`)";
        return partition.content().equals(Partition.PHYSICAL_VOLUME)
                ? failed(
                        partition.label(),
                        SOUND,
                        how,
                        Finding.warning(
                                FindingCode.NOT_SUPPORTED,
                                Stage.CHECK,
                                partition.label(),
                                partition.label() + " is left out, though its volumes can be read",
                                "take " + partition.key() + " out of `restore: {disk-image: {unread: ...}}`"))
                : CheckResult.notApplicable(name(), partition.label(), SOUND, how);
    }

    private CheckResult unread(Partition partition) {
        String what = partition.content().isEmpty() ? "something of no known kind" : partition.content();
        String why = partition.lack().isEmpty()
                ? " holds " + what + " in " + TableName.number(partition.bytes()) + " bytes, which is not read here"
                : " " + partition.lack() + ", and is not read here";
        return failed(
                partition.label(),
                SOUND,
                what,
                error(
                        FindingCode.NOT_SUPPORTED,
                        partition.label(),
                        partition.label() + why + ": nobody knows whether it would come back",
                        wayOut(partition) + ", and say `restore: {disk-image: {unread: [" + partition.key() + "]}}`"));
    }

    private static String wayOut(Partition partition) {
        if (partition.content().equals("snapshot")) {
            return "remove it before the disk is copied (`lvremove`), since its origin is read; or let it stay";
        }
        return partition.lack().equals(Partition.ZEROS)
                ? "look whether the copy is whole; or be sure that nothing was ever put there"
                : "back up by itself what is on it";
    }

    private CheckResult beginningGone(Partition partition) {
        return failed(
                partition.label(),
                SOUND,
                "only a copy of its superblock",
                error(
                        FindingCode.ARTIFACT_CORRUPT,
                        partition.label(),
                        partition.label() + ": its superblock is damaged; e2fsck finds a copy of it",
                        "look at the disk that is backed up; take another copy"));
    }

    /** Over all partitions. */
    private static final class Totals {
        private final Instant latest;
        private long files;
        private long bytes;
        private Instant newest = Instant.EPOCH;

        Totals(Instant latest) {
            this.latest = latest;
        }

        void add(RestoredDisk.DiskFile file) {
            if (file.isFile()) {
                files++;
                bytes += file.bytes();
                if (file.modified().isAfter(newest) && !file.modified().isAfter(latest)) {
                    newest = file.modified();
                }
            }
        }

        CheckResult result() {
            String expected = "at least one file with something in it";
            String found = TableName.number(files) + " files with " + TableName.number(bytes) + " bytes"
                    + (newest.equals(Instant.EPOCH) ? "" : ", the newest of " + newest);
            return bytes > 0
                    ? CheckResult.passed("restored-something", "", expected, found)
                    : CheckResult.withFinding(
                            "restored-something",
                            "",
                            expected,
                            found,
                            error(
                                    FindingCode.RESTORED_NOTHING,
                                    "",
                                    "no file came back that could be read: " + found,
                                    "is it the disk of the machine that was meant?"));
        }
    }
}
