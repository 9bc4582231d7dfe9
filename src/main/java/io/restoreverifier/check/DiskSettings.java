package io.restoreverifier.check;

import io.restoreverifier.check.DiskFileCheck.Expectation;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.Settings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the catalog declares checks of a disk. */
final class DiskSettings {
    private DiskSettings() {}

    static Map<String, Checks.Reader> readers() {
        Map<String, Checks.Reader> readers = new LinkedHashMap<>();
        readers.put("identity", DiskSettings::identity);
        readers.put("contains", DiskSettings::contains);
        readers.put("files", DiskSettings::files);
        readers.put("newest-data", DiskSettings::newest);
        return readers;
    }

    private static List<Check> contains(Settings checks, String key, ZoneId zone) {
        List<String> patterns = checks.texts(key);
        if (patterns.isEmpty()) {
            checks.problem(key, "names no file", "write `contains: [/etc/hostname, \"/srv/app/*.jar\"]`");
        }
        boolean sound = patterns.stream()
                .map(pattern -> Glob.isSound(checks, key, pattern))
                .reduce(true, Boolean::logicalAnd);
        return sound && !patterns.isEmpty() ? List.of(new DiskContainsCheck(patterns)) : List.of();
    }

    private static List<Check> newest(Settings checks, String key, ZoneId zone) {
        return checks.text(key)
                .filter(pattern -> Glob.isSound(checks, key, pattern))
                .<List<Check>>map(pattern -> List.of(new DiskNewestCheck(pattern)))
                .orElse(List.of());
    }

    private static List<Check> identity(Settings checks, String key, ZoneId zone) {
        return checks.section(key)
                .<List<Check>>map(identity -> List.of(new DiskFileCheck(
                        key,
                        List.of(new Expectation(
                                path(identity, "file", identity.requiredText("file")),
                                partition(identity),
                                Optional.of(identity.requiredText("expect")),
                                Optional.empty(),
                                1)))))
                .orElse(List.of());
    }

    private static List<Check> files(Settings checks, String key, ZoneId zone) {
        List<Expectation> expectations = new ArrayList<>();
        checks.namedSections(key).forEach((path, file) -> {
            Optional<String> sha256 = file.text("sha256").map(s -> s.toLowerCase(Locale.ROOT));
            if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
                file.problem("sha256", "is no SHA-256 of 64 hexadecimal digits", "write what `sha256sum` says");
            }
            expectations.add(new Expectation(
                    path(checks, key, path),
                    partition(file),
                    file.text("text"),
                    sha256,
                    file.bytes("min-bytes").orElse(1L)));
        });
        if (expectations.isEmpty()) {
            checks.problem(key, "names no file", "write `files: {/etc/hostname: {text: web-01}}`");
            return List.of();
        }
        return List.of(new DiskFileCheck(key, expectations));
    }

    private static Optional<String> partition(Settings settings) {
        Optional<String> written = settings.text("partition");
        Optional<String> key = written.flatMap(Partition::key);
        if (written.isPresent() && key.isEmpty()) {
            settings.problem(
                    "partition",
                    "`" + written.get() + "` is neither the number of a partition nor a volume with its group",
                    "write `partition: 2`, or `partition: vg0/root`");
        }
        return key;
    }

    private static String path(Settings settings, String key, String path) {
        if (!path.startsWith("/") && !path.isEmpty()) {
            settings.problem(key, "`" + path + "` does not begin with /", "write it from the top of its file system");
        }
        return path;
    }
}
