package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code newest-data: "/var/log/**"} of a disk: when one of those files was written last, held against the RPO. */
final class DiskNewestCheck extends DiskCheck {
    private final String pattern;

    DiskNewestCheck(String pattern) {
        this.pattern = pattern.startsWith("/") ? pattern : "/" + pattern;
    }

    @Override
    public String name() {
        return "newest-data";
    }

    @Override
    CheckReport put(RestoredDisk disk, Subject subject) {
        Glob glob = Glob.of(pattern);
        Instant latest = subject.now().plus(NewestDataCheck.TOLERATED_FUTURE);
        Instant[] newest = {Instant.EPOCH};
        readable(disk)
                .forEach(partition -> disk.files(partition, subject.limit(), file -> {
                    boolean newer = file.modified().isAfter(newest[0])
                            && !file.modified().isAfter(latest);
                    if (newer && file.isFile() && glob.matches(file.path())) {
                        newest[0] = file.modified();
                    }
                }));
        if (newest[0].equals(Instant.EPOCH)) {
            return CheckReport.of(missing(disk, pattern, "a file with a time of its last change"));
        }
        Duration age = Duration.between(newest[0], subject.now());
        return new CheckReport(List.of(held(newest[0], age, subject)), Optional.of(age), List.of());
    }

    private CheckResult held(Instant newest, Duration age, Subject subject) {
        String found = newest + ", " + Durations.format(age) + " old";
        if (subject.rpo().isEmpty()) {
            return CheckResult.notApplicable(name(), pattern, "", "no objective is stated; the newest is of " + found);
        }
        String expected = "at most " + Durations.format(subject.rpo().get()) + " old";
        return age.compareTo(subject.rpo().get()) <= 0
                ? CheckResult.passed(name(), pattern, expected, found)
                : failed(
                        pattern,
                        expected,
                        found,
                        error(
                                FindingCode.RPO_EXCEEDED,
                                pattern,
                                "the newest file of " + pattern + " is " + Durations.format(age) + " old (of " + newest
                                        + "), expected " + expected,
                                "does the job still copy the disk that the machine runs on?"));
    }
}
