package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What pgBackRest's errors mean, by their numbers, which stay from version to version, and what its verify says. */
final class PgbackrestWords {
    private static final Pattern ERROR = Pattern.compile("(?s)ERROR: \\[(\\d{3})]: (.*)");
    /** Of WAL it says only within its words what is wrong with the file. */
    private static final Pattern NAMED = Pattern.compile("\\[(?:Checksum|Format|Crypto|ArchiveDuplicate)Error]");

    private static final int FILE_MISSING = 55;
    /** Checksum, invalid file, format, duplicate WAL, mismatch of WAL and database, decryption. */
    private static final Set<Integer> DAMAGE = Set.of(26, 28, 29, 44, 45, 95);

    private static final Pattern BACKUP = Pattern.compile(" *backup: (\\S+), status: ([a-z -]+).*");
    private static final Pattern WAL =
            Pattern.compile(" *archiveId: (\\S+), total WAL checked: (\\d+), total valid WAL: (\\d+)");
    private static final Pattern PROVEN = Pattern.compile("(?:missing|checksum invalid|size invalid): [1-9]");
    private static final Set<String> GOOD = Set.of("valid", "in-progress");

    private PgbackrestWords() {}

    /**
     * Does nothing when it ended well.
     *
     * @param what it was asked for, such as {@code all of backup X}
     * @throws CannotTell when it says nothing of damage, and whenever it says anything of the way there
     */
    static void judge(Answer answer, String what, PgbackrestPlace place) throws BrokenArtifact {
        if (answer.status() == 0) {
            return;
        }
        requireReached(answer.errors(), place);
        Matcher error = ERROR.matcher(answer.errors());
        int code = error.find() ? Integer.parseInt(error.group(1)) : 0;
        String said = code == 0
                ? ToolWords.shown(answer.errors())
                : ToolWords.plain(error.group(2).replaceAll("\\s+", " "));
        if (code == FILE_MISSING
                || DAMAGE.contains(code)
                || answer.errors().contains(PgbackrestS3Words.BEYOND)
                || NAMED.matcher(answer.errors()).find()) {
            throw new BrokenArtifact(
                    code == FILE_MISSING ? FindingCode.ARTIFACT_INCOMPLETE : FindingCode.ARTIFACT_CORRUPT,
                    "pgbackrest cannot give " + what + ": " + said,
                    "run by hand: pgbackrest verify --output=text; make a full backup");
        }
        throw trouble(answer, said, place);
    }

    /** @throws CannotTell when these words are of the way there */
    static void requireReached(String said, PgbackrestPlace place) {
        Optional<CannotTell> trouble = place.trouble(said);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
    }

    static CannotTell trouble(Answer answer, String said, PgbackrestPlace place) {
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "pgbackrest cannot read " + place.location() + ": " + said + " (status " + answer.status() + ")",
                "run it by hand as this user");
    }

    /**
     * What {@code verify --output=text --verbose} found wrong; it ends with status 0 in any case, and lists what is whole, too. What
     * it could not read for want of a way there is "invalid" to it as well.
     */
    static Optional<String> damage(Answer answer, PgbackrestPlace place) {
        List<String> wrong = new ArrayList<>();
        boolean sound = false;
        for (String line : answer.output().lines().toList()) {
            Matcher backup = BACKUP.matcher(line);
            Matcher wal = WAL.matcher(line);
            sound |= line.equals("status: ok");
            if (backup.matches() && !GOOD.contains(backup.group(2).strip())) {
                wrong.add("backup " + backup.group(1) + " is " + backup.group(2).strip());
            } else if (wal.matches() && !wal.group(2).equals(wal.group(3))) {
                wrong.add(wal.group(3) + " of " + wal.group(2) + " WAL segments of " + wal.group(1) + " are valid");
            } else if (line.strip().startsWith("No usable")) {
                wrong.add(line.strip());
            }
        }
        if (!sound && !PROVEN.matcher(answer.output()).find()) {
            requireReached(answer.errors(), place);
        }
        if (!wrong.isEmpty()) {
            return Optional.of(ToolWords.plain(String.join(", ", wrong)));
        }
        if (!sound) {
            throw trouble(
                    answer, ToolWords.shown(answer.errors().replaceAll("(?m)^INFO: .*", "") + answer.output()), place);
        }
        return Optional.empty();
    }
}
