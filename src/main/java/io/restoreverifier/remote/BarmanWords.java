package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.Tool.Answer;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the words of Barman mean, and of the programs that it calls (rsync, tar, what uncompresses).
 *
 * @param place the server's folder in Barman's home
 */
record BarmanWords(Path place) {
    /** It only writes where we restore to. */
    private static final Pattern FULL = Pattern.compile("No space left|Disk quota exceeded");

    private static final Pattern OURS = Pattern.compile(
            "Cannot exec|command not found|Stale file handle|Cannot allocate memory|memory exhausted|died with signal");
    private static final Pattern MISSING = Pattern.compile("[Nn]o such file|cannot open|does not exist");
    private static final Pattern DAMAGE = Pattern.compile(
            "unexpected end of file|crc error|not in gzip format|invalid compressed data|[Cc]orrupt|integrity|format violated"
                    + "|trailing garbage|Unexpected EOF in archive|not look like a tar|Skipping to next header|premature end"
                    + "|[Dd]eco\\w+ error|Unfinished stream|cannot be decoded|undecodable data|unsupported format");

    /**
     * What it is that keeps Barman from restoring a backup.
     *
     * @throws CannotTell OUT_OF_DISK or TOOL_FAILED when it is not the backup's fault
     */
    BrokenArtifact broken(BarmanView view, Answer answer, String label) {
        String errors = answer.errors();
        boolean missing = MISSING.matcher(errors).find();
        boolean ours = FULL.matcher(errors).find() || OURS.matcher(errors).find();
        if (ours || !missing && !DAMAGE.matcher(errors).find()) {
            throw trouble(answer);
        }
        return new BrokenArtifact(
                missing ? FindingCode.ARTIFACT_INCOMPLETE : FindingCode.ARTIFACT_CORRUPT,
                "barman cannot give all of backup " + label + ": " + view.plain(said(answer)),
                "look at the disk that it lies on; make another backup");
    }

    /** What keeps us from telling. */
    CannotTell trouble(Answer answer) {
        if (FULL.matcher(answer.errors()).find()) {
            return new CannotTell(
                    FindingCode.OUT_OF_DISK,
                    "the disk filled up while barman restored from " + place + ": " + ToolWords.plain(full(answer)),
                    Room.HINT);
        }
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "barman cannot read " + place + ": " + ToolWords.plain(said(answer)),
                "run it by hand as this user");
    }

    private static String full(Answer answer) {
        return answer.errors()
                .lines()
                .filter(line -> FULL.matcher(line).find())
                .findFirst()
                .orElse("");
    }

    private static String said(Answer answer) {
        return answer.errors()
                .lines()
                .filter(line -> line.matches("(ERROR|EXCEPTION): .*"))
                .findFirst()
                .orElse(answer.errors());
    }
}
