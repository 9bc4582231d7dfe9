package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.util.List;

/**
 * Whether a stanza is there, opens with the passphrase, and says what it holds.
 *
 * @param encrypted whether there is a passphrase for it
 */
record PgbackrestStanza(PgbackrestPlace place, String stanza, boolean encrypted, PgbackrestCall pgbackrest) {
    private static final String ENCRYPTED = "Salted__";

    /** @throws CannotTell WRONG_KEY, SOURCE_UNREACHABLE, TIMED_OUT or TOOL_FAILED */
    PgbackrestInfo info() throws BrokenArtifact {
        place.requireThere();
        Answer answer = pgbackrest.ask("info", "--stanza=" + stanza, "--output=json");
        PgbackrestWords.judge(answer, "its information", place);
        PgbackrestInfo info = PgbackrestInfo.of(answer.output());
        if (info.status() == PgbackrestInfo.NO_STANZA) {
            throw noStanza();
        }
        if (info.status() == PgbackrestInfo.UNREADABLE) {
            PgbackrestWords.requireReached(answer.output(), place);
            if (!info.isDamaged()) {
                throw PgbackrestWords.trouble(answer, ToolWords.plain(info.message()), place);
            }
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
                            ? "the passphrase under `source:` does not open " + place.location() + ", says pgbackrest"
                            : place.location() + " is encrypted, and the entry has no passphrase",
                    !encrypted
                            ? "say it: `cipher-pass: ${file:PATH}`"
                            : "correct `cipher-pass`, or leave it out where the repository is not encrypted; whoever restores"
                                    + " at night needs the right one, too");
        }
    }

    /** As openssl marks what it has encrypted. */
    private boolean isEncrypted() {
        for (String name : List.of("backup.info", "backup.info.copy")) {
            Answer answer = pgbackrest.ask("repo-get", "--ignore-missing", "backup/" + stanza + "/" + name);
            if (answer.output().startsWith(ENCRYPTED)) {
                return true;
            }
            PgbackrestWords.requireReached(answer.errors(), place);
        }
        return false;
    }

    private CannotTell noStanza() throws BrokenArtifact {
        Answer answer = pgbackrest.ask("repo-ls", "backup");
        PgbackrestWords.judge(answer, "its stanzas", place);
        List<String> names =
                answer.output().lines().map(ToolWords::plain).sorted().toList();
        if (names.isEmpty()) {
            return place.nothingThere();
        }
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE,
                "the repository at " + place.location() + " holds no stanza " + stanza + "; it holds "
                        + String.join(", ", names),
                "correct `stanza`");
    }
}
