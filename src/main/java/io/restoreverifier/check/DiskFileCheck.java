package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk;
import io.restoreverifier.model.RestoredDisk.DiskFile;
import io.restoreverifier.model.RestoredDisk.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code files:} and {@code identity:} of a disk: a file holds what is expected. What it holds instead is not shown. */
final class DiskFileCheck extends DiskCheck {
    private final String name;
    private final List<Expectation> expectations;

    DiskFileCheck(String name, List<Expectation> expectations) {
        this.name = name;
        this.expectations = List.copyOf(expectations);
    }

    /**
     * @param path from the top of its file system
     * @param partition on which, as {@link Partition#key()} has it; empty for the first that has it
     * @param text one of its lines, or a part of one
     * @param sha256 of all of it
     * @param min bytes at least
     */
    record Expectation(
            String path, Optional<String> partition, Optional<String> text, Optional<String> sha256, long min) {}

    /** A file and where it is. */
    private record Place(Partition partition, DiskFile file) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    CheckReport put(RestoredDisk disk, Subject subject) {
        List<CheckResult> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            results.add(find(disk, expectation, subject.limit())
                    .map(place -> held(disk, expectation, place, subject.limit()))
                    .orElseGet(() -> notFound(disk, expectation)));
        }
        return CheckReport.of(results);
    }

    /** A place that is not there, or that nobody looked into, is another matter than a file that is lost. */
    private CheckResult notFound(RestoredDisk disk, Expectation expectation) {
        String path = expectation.path();
        Optional<Partition> named = disk.partitions().stream()
                .filter(p -> expectation.partition().map(p.key()::equals).orElse(false))
                .findFirst();
        if (named.isPresent() && !named.get().isReadable()) {
            return failed(
                    path,
                    "a file",
                    "not looked for",
                    error(
                            FindingCode.NOT_SUPPORTED,
                            path,
                            named.get().label() + " is not read here, and nobody knows whether " + path + " is on it",
                            "name a file of another partition, or back up by itself what is on that one"));
        }
        return named.isEmpty() && expectation.partition().isPresent()
                ? elsewhere(disk, path, expectation.partition().get())
                : missing(disk, path, "a file");
    }

    /** Where all was read, the disk is another one; else it may be in what was not. */
    private CheckResult elsewhere(RestoredDisk disk, String path, String partition) {
        String all = disk.partitions().stream().map(Partition::label).collect(Collectors.joining(", "));
        return failed(
                path,
                "a file",
                "no such partition",
                error(
                        unread(disk).isEmpty() ? FindingCode.FILE_MISSING : FindingCode.NOT_SUPPORTED,
                        path,
                        "among what could be read of the disk is no " + partition + "; it has " + all,
                        "write `partition:` as `lvs` names a volume, with its group and single dashes: is it the right"
                                + " machine?"));
    }

    private static Optional<Place> find(RestoredDisk disk, Expectation expectation, Duration limit) {
        return readable(disk).stream()
                .filter(p -> expectation.partition().map(p.key()::equals).orElse(true))
                .flatMap(p -> disk.file(p, expectation.path(), limit).filter(DiskFile::isFile).stream()
                        .map(file -> new Place(p, file)))
                .findFirst();
    }

    private CheckResult held(RestoredDisk disk, Expectation expectation, Place place, Duration limit) {
        String path = expectation.path();
        if (place.file().bytes() < expectation.min()) {
            String expected = "at least " + TableName.number(expectation.min()) + " bytes";
            String found = TableName.number(place.file().bytes()) + " bytes";
            return changed(path, expected, found);
        }
        if (expectation.sha256().isPresent()) {
            String found = disk.sha256(place.partition(), place.file(), limit);
            if (!found.equalsIgnoreCase(expectation.sha256().get())) {
                return changed(path, "sha256 " + expectation.sha256().get(), "sha256 " + found);
            }
        }
        if (expectation.text().isPresent()) {
            String wanted = expectation.text().get();
            boolean there = disk.beginning(place.partition(), place.file(), limit).stream()
                    .anyMatch(line -> line.contains(wanted));
            if (!there) {
                return changed(path, "`" + wanted + "`", "another text");
            }
        }
        return CheckResult.passed(
                name,
                path,
                "as the entry says",
                "as expected, on " + place.partition().label());
    }

    private CheckResult changed(String path, String expected, String found) {
        boolean identity = name.equals("identity");
        return failed(
                path,
                expected,
                found,
                error(
                        identity ? FindingCode.WRONG_SYSTEM : FindingCode.FILE_CHANGED,
                        path,
                        path + ": expected " + expected + ", found " + found,
                        identity
                                ? "the backup job backs up another machine: look at its name in the job"
                                : "compare it with the same file of the machine"));
    }
}
