package io.restoreverifier.run;

import io.restoreverifier.inspect.Decryption;
import io.restoreverifier.inspect.Glance;
import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decrypts the verifier's own copy of an artifact, which is hashed as it lies at the origin, and inspected and restored as
 * what comes out.
 */
final class Decrypting {
    /** Real data that gpg has compressed shrink 3 to 20 times. */
    private static final long MOST_TIMES = 200;

    private static final long HARMLESS = 100_000_000;

    /** What lies beside may be any text. */
    private static final String NOISE = "binary data of no known kind";

    private final Decryption how;
    private final Story story;
    private final Predicate<Glance> noise;
    private final String what;

    private Decrypting(Decryption how, Story story, Predicate<Glance> noise, String what) {
        this.how = how;
        this.story = story;
        this.noise = noise;
        this.what = what;
    }

    /** What comes out; empty after a finding that says why nothing does. What is not encrypted comes out as it is. */
    static Optional<FetchedArtifact> decrypted(
            FetchedArtifact fetched, Optional<Decryption> how, Story story, Duration limit) {
        return how.isEmpty()
                ? Optional.of(fetched)
                : new Decrypting(how.get(), story, glance -> glance.format().isEmpty(), "it").decrypted(fetched, limit);
    }

    /** The same of what lies beside an artifact, if it begins as what the program encrypts; anything else comes as it is. */
    static Optional<FetchedArtifact> companion(
            FetchedArtifact fetched, Optional<Decryption> how, Story story, Duration limit) {
        return how.isEmpty() || !how.get().wrote(fetched.file())
                ? Optional.of(fetched)
                : new Decrypting(
                                how.get(),
                                story,
                                glance -> glance.label().equals(NOISE),
                                fetched.artifact().name())
                        .decrypted(fetched, limit);
    }

    private Optional<FetchedArtifact> decrypted(FetchedArtifact fetched, Duration limit) {
        if (fetched.bytes() != fetched.artifact().bytes()) {
            story.find(changedMeanwhile(fetched));
            return Optional.empty();
        }
        Path folder = Objects.requireNonNull(fetched.file().toAbsolutePath().getParent());
        Path plain = folder.resolve(fetched.file().getFileName() + ".plain");
        try {
            RunFolder.requireRoom(folder, fetched.bytes(), "what is decrypted");
            Decryption.Ended ended = run(fetched, plain, folder, limit);
            if (!holds(ended, plain)) {
                story.find(damaged(fetched));
                return Optional.empty();
            }
            Files.delete(fetched.file());
            Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));
            return Optional.of(withContent(fetched, plain));
        } catch (Bomb e) {
            story.find(bomb(fetched));
            return Optional.empty();
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "what is decrypted cannot be written: " + e.getClass().getSimpleName(),
                    "is there room in the folder for temporary files?",
                    e);
        }
    }

    private Decryption.Ended run(FetchedArtifact fetched, Path plain, Path folder, Duration limit) throws IOException {
        Path scratch = Files.createTempDirectory(folder, "key");
        long most = Math.max(HARMLESS, fetched.bytes() * MOST_TIMES);
        try {
            return how.decrypt(fetched.file(), plain, scratch, limit, bytes -> {
                if (bytes > most) {
                    throw new Bomb();
                }
            });
        } finally {
            RunFolder.delete(scratch);
        }
    }

    /** Where the program cannot tell, the first bytes do: a key that does not fit makes noise of them. */
    private boolean holds(Decryption.Ended ended, Path plain) throws IOException {
        return switch (ended) {
            case WHOLE -> true;
            case DAMAGED -> false;
            case WRONG_KEY -> throw wrongKey();
            case PERHAPS_WHOLE -> {
                if (Files.size(plain) > 0 && isNoise(plain)) {
                    throw wrongKey();
                }
                yield true;
            }
            case UNDECIDED -> {
                if (isNoise(plain)) {
                    throw wrongKey();
                }
                yield false;
            }
        };
    }

    private boolean isNoise(Path plain) throws IOException {
        return noise.test(Inspector.glance(plain));
    }

    private static FetchedArtifact withContent(FetchedArtifact fetched, Path plain) throws IOException {
        Artifact artifact = fetched.artifact();
        long bytes = Files.size(plain);
        return new FetchedArtifact(
                new Artifact(artifact.name(), artifact.location(), bytes, artifact.producedAt(), artifact.timeFrom()),
                plain,
                bytes,
                fetched.digests(),
                false);
    }

    private CannotTell wrongKey() {
        return new CannotTell(
                FindingCode.WRONG_KEY,
                "the key under `decrypt:` does not open " + what + ", says " + how.program(),
                "find the key that opens it: without it the backup is lost");
    }

    private Finding damaged(FetchedArtifact fetched) {
        return error(
                FindingCode.ARTIFACT_CORRUPT,
                fetched,
                how.program() + " does not decrypt its " + Numbers.grouped(fetched.bytes())
                        + " bytes to the end: they were cut short or changed, or are not encrypted by it",
                "compare with another copy of this artifact, or make it again");
    }

    private static Finding changedMeanwhile(FetchedArtifact fetched) {
        return error(
                FindingCode.ARTIFACT_INCOMPLETE,
                fetched,
                "read " + Numbers.grouped(fetched.bytes()) + " bytes, expected "
                        + Numbers.grouped(fetched.artifact().bytes()) + " bytes as listed: it changed meanwhile",
                "let the backup job write under another name until it is finished");
    }

    private static Finding bomb(FetchedArtifact fetched) {
        return error(
                FindingCode.BOMB,
                fetched,
                "it decrypts to more than " + MOST_TIMES + " times its size",
                "look into it by hand before anything unpacks it");
    }

    private static Finding error(FindingCode code, FetchedArtifact fetched, String message, String hint) {
        return Finding.error(code, Stage.FETCH, fetched.artifact().name(), message, hint);
    }

    /** Ends the decryption. */
    private static final class Bomb extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
