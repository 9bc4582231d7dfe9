package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.Attachment;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** mariadb-backup of the sandbox, which applies logs and incremental backups; and innochecksum, which reads every page after it. */
final class MariadbBackupTool {
    private static final int MOST_LINES = 2000;
    private static final int MOST_FINDINGS = 20;
    private static final Pattern ERROR = Pattern.compile(
            "(?:\\[\\d+\\] )?(?:[\\d-]+ [\\d:]+ )?(?:\\d+ )?(?:\\[ERROR\\] |mariabackup: error: |mariadb-backup: error: )(.*)");

    private static final String PREPARE = "p=$(command -v mariadb-backup || command -v mariabackup) || exit 127; "
            + "exec \"$p\" --defaults-file=\"$1/backup-my.cnf\" --prepare --target-dir=\"$1\""
            + " ${2:+\"--incremental-dir=$2\"} --use-memory=\"$3\"";

    /** What a line names is a file whose pages do not hold; the last says how many there were. */
    private static final String PAGES = "command -v innochecksum >/dev/null || exit 127; cd \"$1\" && find . -type f "
            + "\\( -name '*.ibd' -o -name 'undo[0-9]*' \\) -exec sh -c 'for f; do o=$(innochecksum \"$f\" 2>&1) && echo ok"
            + " || echo \"bad $f $(echo \"$o\" | head -n 1)\"; done' sh {} +";

    private final Sandbox sandbox;
    private final Duration limit;
    private final List<String> lines = new ArrayList<>();

    MariadbBackupTool(Sandbox sandbox, Duration limit) {
        this.sandbox = sandbox;
        this.limit = limit;
    }

    /**
     * Prepares a backup, or applies an incremental one to it.
     *
     * @param incremental its folder; empty for none
     * @param name of the artifact that is applied, for messages
     * @return what is wrong with it
     */
    List<Finding> prepare(String target, String incremental, String name) {
        int before = lines.size();
        List<String> whole = List.of("sh", "-c", PREPARE, "sh", target, incremental, MariadbProcess.memory(sandbox));
        int status = sandbox.run(
                new Command(whole, Map.of("HOME", sandbox.dataFolder(), "LC_ALL", "C.UTF-8"), limit),
                (stream, text) -> heard(text));
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    sandbox.info().equipment() + " has no mariadb-backup",
                    "name an image that has it under `restore: {mariadb: {image: ...}}`");
        }
        sandbox.exhaustion().ifPresent(lack -> {
            throw lack;
        });
        List<String> said = lines.subList(before, lines.size());
        boolean completed = said.stream().anyMatch(line -> line.endsWith("completed OK!"));
        if (status == 0 && completed) {
            return List.of();
        }
        String why = said.stream()
                .map(ERROR::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("it named no error");
        return List.of(Finding.error(
                FindingCode.RESTORE_FAILED,
                Stage.RESTORE,
                name,
                "mariadb-backup --prepare of " + name + " ended with status " + status + ": " + why,
                "look at its output in the report; did the backup end with `completed OK!`?"));
    }

    /** Reads every page of every tablespace against its checksum. */
    List<Finding> pages(String target, List<String> notes) {
        List<String> bad = new ArrayList<>();
        long[] good = {0};
        int status = sandbox.run(Command.of(limit, "sh", "-c", PAGES, "sh", target), (stream, text) -> {
            if (text.equals("ok")) {
                good[0]++;
            } else if (text.startsWith("bad ")) {
                bad.add(SafeName.shown(text.substring(4).replaceFirst("^\\./", "")));
            }
        });
        if (status == 127) {
            notes.add("page checksums: not read, since there is no innochecksum in "
                    + sandbox.info().equipment());
            return List.of();
        }
        sandbox.exhaustion().ifPresent(lack -> {
            throw lack;
        });
        if (status != 0) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the pages could not be read to their end: status " + status,
                    "does the image have find, sh and head?");
        }
        notes.add("page checksums: those of " + good[0]
                + " tablespaces hold, read by innochecksum; the system tablespace" + " is read by the server");
        return bad.stream().limit(MOST_FINDINGS).map(MariadbBackupTool::bad).toList();
    }

    private static Finding bad(String line) {
        int space = line.indexOf(' ');
        String file = space < 0 ? line : line.substring(0, space);
        return Finding.error(
                FindingCode.PAGE_CORRUPT,
                Stage.RESTORE,
                file,
                "tablespace " + file + " is damaged: "
                        + (space < 0 ? "innochecksum refuses it" : line.substring(space + 1)),
                "run CHECK TABLE of it in production; if all is well there, compare with another copy of this backup");
    }

    /** Its output for the report: names of files and of settings, sequence numbers. */
    Attachment output() {
        return Attachment.text("mariadb-backup output", String.join("\n", lines));
    }

    private synchronized void heard(String text) {
        if (lines.size() < MOST_LINES || text.endsWith("completed OK!")) {
            lines.add(SafeName.shown(text));
        }
    }
}
