package io.restoreverifier.check;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.model.Stage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifest: SHA256SUMS}: everything that the manifest names came back as it was. Written as sha256sum(1) and its
 * like, BSD's tools, or mtree(8) write it; inside the archive, else beside it.
 */
final class ManifestCheck extends FilesCheck {
    private static final int LOOK = 4096;

    private final String manifest;
    private final boolean complete;

    /** @param complete whether a file that the manifest does not name is an error */
    ManifestCheck(String manifest, boolean complete) {
        this.manifest = manifest;
        this.complete = complete;
    }

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    public List<String> besides() {
        return manifest.contains("/") ? List.of() : List.of(manifest);
    }

    @Override
    CheckReport put(RestoredFiles files, Subject subject) throws IOException {
        Optional<Path> inside = Files.isRegularFile(files.root().resolve(manifest), LinkOption.NOFOLLOW_LINKS)
                ? HeldEntry.inside(files.root(), ManifestEntry.relative(manifest))
                        .map(RealTree.Lying::path)
                : Optional.empty();
        Optional<FetchedArtifact> beside = Optional.ofNullable(subject.beside().get(manifest));
        Optional<Path> file = inside.or(() -> beside.map(FetchedArtifact::file));
        if (file.isEmpty()) {
            return CheckReport.of(CheckResult.withFinding(
                    name(),
                    manifest,
                    "a manifest",
                    "missing",
                    Finding.error(
                            FindingCode.FILE_MISSING,
                            Stage.CHECK,
                            manifest,
                            "manifest " + manifest + " is neither in the restored tree nor beside the archive",
                            "is it written before the archive is made?")));
        }
        String called =
                inside.isPresent() ? manifest : beside.orElseThrow().artifact().name();
        return CheckReport.of(held(files.root(), file.get(), called));
    }

    private List<CheckResult> held(Path root, Path file, String called) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), LOOK);
                ManifestHolding holding = new ManifestHolding(root)) {
            in.mark(LOOK);
            String head = new String(in.readNBytes(LOOK), StandardCharsets.UTF_8);
            in.reset();
            ManifestLines lines = new ManifestLines(in);
            if (Mtree.isOne(head)) {
                new Mtree(lines).read(holding);
            } else {
                new ChecksumList(lines, called).read(holding);
            }
            holding.await();
            holding.seekUnnamed(ManifestEntry.relative(manifest));
            return new ManifestAnswer(name(), called, ManifestAnswer.Words.ofManifest(), complete).of(holding);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while a check was put", "", e);
        }
    }
}
