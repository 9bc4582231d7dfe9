package io.restoreverifier.outlet.evidence;

import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.FileTrouble;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with an archive of each run, and its signature beside it. An archive that is there is never written again; the
 * signature is there before its archive is.
 *
 * @param console the build's log, which goes into the archive; empty when nobody keeps one
 * @param keep how long after its run an archive is removed; empty: never
 */
record EvidenceFolder(Path folder, SigningKey key, Optional<Path> console, Optional<Duration> keep) implements Outlet {
    /** Whoever began to write longer ago does not write any more. */
    private static final Duration LONGEST_RUN = Duration.ofDays(7);

    @Override
    public String name() {
        return "evidence";
    }

    @Override
    public void tell(Ending ending) {
        Path archive = folder.resolve(EvidenceName.of(ending.run()));
        try {
            write(ending, archive);
        } catch (FileAlreadyExistsException e) {
            throw new OutletException(archive + " is there already, and evidence is never written again", e);
        } catch (IOException e) {
            throw new OutletException(
                    archive + " cannot be written: " + FileTrouble.of(e)
                            + "; is there a report, and may this user write there?",
                    e);
        }
        Instant now = ending.run().finished();
        forget(keep.map(now::minus), now);
    }

    private void write(Ending ending, Path archive) throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(archive)) {
            throw new FileAlreadyExistsException(archive.toString());
        }
        Path fresh = archive.resolveSibling(EvidenceName.unfinished(String.valueOf(archive.getFileName())));
        try {
            try (OutputStream bytes = Files.newOutputStream(fresh)) {
                new EvidenceArchive(ending, console).write(bytes);
            }
            keepThroughPowerCut(fresh);
            WholeFile.write(archive.resolveSibling(archive.getFileName() + ".sig"), key.sign(fresh));
            WholeFile.move(fresh, archive);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** A name that survives must not stand for a file that has not. */
    private static void keepThroughPowerCut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Removes archives and signatures of runs that began before then, and what is left of archives that runs were killed
     * over: files of this folder, by our names only.
     */
    private void forget(Optional<Instant> before, Instant now) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> isFile(f) && isOld(f, before, now))
                    .sorted()
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new OutletException("old evidence in " + folder + " cannot be removed: " + FileTrouble.of(e), e);
        }
    }

    private static boolean isFile(Path file) {
        return !Files.isSymbolicLink(file) && Files.isRegularFile(file);
    }

    private static boolean isOld(Path file, Optional<Instant> before, Instant now) {
        String name = String.valueOf(file.getFileName());
        boolean old = before.isPresent()
                && EvidenceName.started(name)
                        .filter(started -> started.isBefore(before.get()))
                        .isPresent();
        return old
                || EvidenceName.startedUnfinished(name)
                        .filter(started -> started.isBefore(now.minus(LONGEST_RUN)))
                        .isPresent();
    }
}
