package io.restoreverifier.draft;

import io.restoreverifier.archive.ArchiveReader;
import io.restoreverifier.archive.Entry;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.model.Format;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an archive of files looks like from above.
 *
 * @param strip how many leading folders all names share, at most one
 * @param manifest a list of checksums at its top
 * @param landmarks files at its top that hardly any release will be without
 */
record Layout(long files, long bytes, int strip, Optional<String> manifest, List<String> landmarks) {
    private static final List<String> MANIFESTS = List.of("SHA256SUMS", "SHA512SUMS", "SHA1SUMS", "MD5SUMS");
    private static final Set<String> KNOWN = Set.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "package.json",
            "composer.json",
            "go.mod",
            "Cargo.toml",
            "pyproject.toml",
            "requirements.txt",
            "setup.py",
            "Gemfile",
            "Makefile",
            "CMakeLists.txt",
            "Dockerfile",
            "Jenkinsfile",
            "README.md",
            "README",
            "index.php",
            "index.html",
            "wp-config.php",
            "manage.py");

    static Layout of(Path archive, Format format) throws InterruptedIOException {
        Walk walk = new Walk();
        new ArchiveReader(Limits.DEFAULT, through -> {}).read(archive, format, walk::visit);
        return walk.layout();
    }

    /** Keeps names of the two topmost levels only. */
    private static final class Walk {
        private final Set<String> tops = new TreeSet<>();
        private final Set<String> firstLevel = new TreeSet<>();
        private final Set<String> secondLevel = new TreeSet<>();
        private boolean loose;
        private long files;
        private long bytes;

        boolean visit(Entry entry, InputStream data) {
            String name = entry.name().replaceFirst("^(\\./+)+", "").replaceFirst("/+$", "");
            if (name.isEmpty() || name.equals(".")) {
                return true;
            }
            String[] parts = name.split("/+", 4);
            boolean file = entry.kind() == Entry.Kind.FILE;
            if (tops.size() < 2) {
                tops.add(parts[0]);
            }
            loose |= parts.length == 1 && entry.kind() != Entry.Kind.DIRECTORY;
            if (file) {
                files++;
                bytes += entry.bytes();
            }
            if (file && entry.bytes() > 0 && parts.length <= 2) {
                note(parts.length == 1 ? firstLevel : secondLevel, parts[parts.length - 1]);
            }
            return true;
        }

        private static void note(Set<String> level, String name) {
            if (KNOWN.contains(name) || MANIFESTS.contains(name)) {
                level.add(name);
            }
        }

        Layout layout() {
            boolean oneFolder = tops.size() == 1 && !loose && !tops.contains("..");
            Set<String> top = oneFolder ? secondLevel : firstLevel;
            return new Layout(
                    files,
                    bytes,
                    oneFolder && files > 0 ? 1 : 0,
                    MANIFESTS.stream().filter(top::contains).findFirst(),
                    top.stream().filter(KNOWN::contains).toList());
        }
    }
}
