package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.model.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A check that looks at what is on a disk. */
abstract class DiskCheck implements Check {
    /** In which no file is that is not told of elsewhere. */
    private static final Set<Use> EMPTY = Set.of(Use.NOTHING, Use.VOLUMES);

    abstract CheckReport put(RestoredDisk disk, Subject subject);

    @Override
    public final CheckReport put(Subject subject) {
        return subject.restored() instanceof RestoredDisk disk
                ? put(disk, subject)
                : CheckReport.of(CheckResult.notApplicable(name(), "", "", "what was restored is no disk"));
    }

    /** Partitions that nobody looked into, in which whatever is missed may be; empty when there are none. */
    static String unread(RestoredDisk disk) {
        return disk.partitions().stream()
                .filter(p -> !p.isReadable() && !EMPTY.contains(p.use()))
                .map(Partition::label)
                .collect(Collectors.joining(", "));
    }

    static List<Partition> readable(RestoredDisk disk) {
        return disk.partitions().stream().filter(Partition::isReadable).toList();
    }

    CheckResult failed(String subject, String expected, String found, Finding finding) {
        return CheckResult.withFinding(name(), subject, expected, found, finding);
    }

    /** What is missed where everything was read is missing; else nobody knows. */
    CheckResult missing(RestoredDisk disk, String path, String expected) {
        String unread = unread(disk);
        String message = "no file that is not empty is " + path;
        if (unread.isEmpty()) {
            return failed(
                    path,
                    expected,
                    "none",
                    error(
                            FindingCode.FILE_MISSING,
                            path,
                            message,
                            "is it the right machine? paths count from the top of each file system, not from where it"
                                    + " is mounted"));
        }
        return failed(
                path,
                expected,
                "none in what could be read",
                error(
                        FindingCode.NOT_SUPPORTED,
                        path,
                        message + " in what could be read, which leaves out " + unread,
                        "name files of the other partitions, or back up by itself what is on that one"));
    }

    static Finding error(FindingCode code, String subject, String message, String hint) {
        return Finding.error(code, Stage.CHECK, subject, message, hint);
    }
}
