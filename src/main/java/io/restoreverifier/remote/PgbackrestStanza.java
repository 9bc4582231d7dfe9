package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a stanza is there, opens with the passphrase, and says what it holds.
 *
 * @param encrypted whether there is a passphrase for it
 */
record PgbackrestStanza(Path repository, String stanza, boolean encrypted, PgbackrestCall pgbackrest) {
    private static final byte[] ENCRYPTED = "Salted__".getBytes(StandardCharsets.US_ASCII);

    /** @throws CannotTell WRONG_KEY, SOURCE_UNREACHABLE, TIMED_OUT or TOOL_FAILED */
    PgbackrestInfo info() throws BrokenArtifact {
        if (!Files.isDirectory(repository)) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "there is no repository of pgbackrest at " + repository,
                    "is the drive mounted?");
        }
        Answer answer = pgbackrest.ask("info", "--stanza=" + stanza, "--output=json");
        PgbackrestWords.judge(answer, "its information", repository.toString());
        PgbackrestInfo info = PgbackrestInfo.of(answer.output());
        if (info.status() == PgbackrestInfo.NO_STANZA) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "the repository at " + repository + " holds no stanza " + stanza + "; it holds " + stanzas(),
                    "correct `stanza`");
        }
        if (info.status() == PgbackrestInfo.UNREADABLE) {
            requireKey();
        }
        if (info.status() == PgbackrestInfo.UNREADABLE || info.status() == PgbackrestInfo.NO_DATA) {
            throw new BrokenArtifact(
                    info.status() == PgbackrestInfo.NO_DATA
                            ? FindingCode.ARTIFACT_INCOMPLETE
                            : FindingCode.ARTIFACT_CORRUPT,
                    "stanza " + stanza + " does not say what it holds: " + ToolWords.plain(info.message()),
                    "backup.info and archive.info, and a copy of each, are needed to restore: take them from another copy"
                            + " of the repository");
        }
        return info;
    }

    /** What cannot be read with the wrong key is not called damaged. */
    private void requireKey() {
        if (encrypted || isEncrypted()) {
            throw new CannotTell(
                    FindingCode.WRONG_KEY,
                    encrypted
                            ? "the passphrase under `source:` does not open " + repository + ", says pgbackrest"
                            : repository + " is encrypted, and the entry has no passphrase",
                    !encrypted
                            ? "say it: `cipher-pass: ${file:PATH}`"
                            : "correct `cipher-pass`, or leave it out where the repository is not encrypted; whoever restores"
                                    + " at night needs the right one, too");
        }
    }

    /** As openssl marks what it has encrypted. */
    private boolean isEncrypted() {
        for (String name : List.of("backup.info", "backup.info.copy")) {
            try (InputStream in = Files.newInputStream(
                    repository.resolve("backup").resolve(stanza).resolve(name))) {
                if (Arrays.equals(in.readNBytes(ENCRYPTED.length), ENCRYPTED)) {
                    return true;
                }
            } catch (IOException e) {
                continue;
            }
        }
        return false;
    }

    private String stanzas() {
        try (Stream<Path> folders = Files.list(repository.resolve("backup"))) {
            List<String> names = folders.map(folder -> ToolWords.plain(String.valueOf(folder.getFileName())))
                    .sorted()
                    .toList();
            return names.isEmpty() ? "none" : String.join(", ", names);
        } catch (IOException e) {
            return "none";
        }
    }
}
