package io.restoreverifier.restore;

import io.restoreverifier.model.Sha256;
import io.restoreverifier.sandbox.SandboxInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Fresh clusters as {@code initdb} of an image leaves them, and MariaDB's and MySQL's, kept from one run to the next: an image never changes, and
 * what initdb makes of it need not be made again for every restore. Nothing that was restored is ever in one. Several
 * runs may use them at once; whatever is wrong with them only costs time.
 */
final class ClusterTemplates {
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);

    private final Path folder;

    /** @param folder made when there is something to keep */
    ClusterTemplates(Path folder) {
        this.folder = folder;
    }

    /** Those of this user, beside other caches. */
    static ClusterTemplates ofUser() {
        String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path all = caches.isBlank() ? Path.of(System.getProperty("user.home", "/"), ".cache") : Path.of(caches);
        return new ClusterTemplates(all.resolve("restore-verifier/clusters"));
    }

    /**
     * The name of what fits; empty where the software can change under the same name, as that of this machine can.
     *
     * @param recipe another one whenever they are made otherwise
     */
    static Optional<String> nameFor(String recipe, SandboxInfo sandbox) {
        if (!sandbox.digest().contains("sha256:")) {
            return Optional.empty();
        }
        byte[] digest = Sha256.begin().digest((recipe + "\n" + sandbox.digest()).getBytes(StandardCharsets.UTF_8));
        return Optional.of(HexFormat.of().formatHex(digest, 0, 16) + ".tar");
    }

    /** Puts a copy where a sandbox can read it; false when there is none. */
    boolean copy(String name, Path to) {
        Path kept = folder.resolve(name);
        try {
            if (!Files.isRegularFile(kept)) {
                return false;
            }
            Files.copy(kept, to, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(kept, FileTime.from(Instant.now()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes one in, whole or not at all, and lets go of what nobody has used for long. */
    void keep(String name, Path made) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path whole = Files.createTempFile(folder, name, ".new");
            try {
                Files.copy(made, whole, StandardCopyOption.REPLACE_EXISTING);
                Files.move(whole, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(whole);
            }
            removeBefore(Instant.now().minus(KEPT_UNUSED));
        } catch (IOException e) {
            // The next restore makes its own, as this one did.
        }
    }

    void drop(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            // It is told as unusable again, and initdb is asked again.
        }
    }

    private void removeBefore(Instant moment) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.{tar,new}")) {
            for (Path one : all) {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(moment)) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }
}
