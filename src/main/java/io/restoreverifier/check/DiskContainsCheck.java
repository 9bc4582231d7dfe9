package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.RestoredDisk;
import io.restoreverifier.model.RestoredDisk.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code contains: [/etc/hostname, "/srv/app/*.jar"]} of a disk: each path or glob has a file that is not empty, on any file system. */
final class DiskContainsCheck extends DiskCheck {
    private final List<String> patterns;

    DiskContainsCheck(List<String> patterns) {
        this.patterns =
                patterns.stream().map(p -> p.startsWith("/") ? p : "/" + p).toList();
    }

    @Override
    public String name() {
        return "contains";
    }

    @Override
    CheckReport put(RestoredDisk disk, Subject subject) {
        long[] counts = new long[patterns.size()];
        List<Glob> globs = patterns.stream().map(Glob::of).toList();
        for (Partition partition : readable(disk)) {
            disk.files(partition, subject.limit(), file -> {
                for (int i = 0; i < counts.length; i++) {
                    counts[i] +=
                            file.isFile() && file.bytes() > 0 && globs.get(i).matches(file.path()) ? 1 : 0;
                }
            });
        }
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            String pattern = patterns.get(i);
            long count = counts[i] > 0 ? counts[i] : byLinks(disk, pattern, subject.limit());
            String expected = "at least one file that is not empty";
            results.add(
                    count > 0
                            ? CheckResult.passed(
                                    name(),
                                    pattern,
                                    expected,
                                    TableName.number(count) + (count == 1 ? " file" : " files"))
                            : missing(disk, pattern, expected));
        }
        return CheckReport.of(results);
    }

    /** What goes through links, as {@code /bin/sh} does on most machines. */
    private static long byLinks(RestoredDisk disk, String path, Duration limit) {
        return readable(disk).stream()
                .filter(partition -> disk.file(partition, path, limit)
                        .filter(file -> file.isFile() && file.bytes() > 0)
                        .isPresent())
                .count();
    }
}
