package io.restoreverifier.restore;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code git fsck --full --strict} says, weighed: git-fsck(1) knows no order of what it finds. */
final class GitFsck {
    private static final Pattern MISSING = Pattern.compile("missing (\\w+ [0-9a-f]{40,64}).*");
    private static final Pattern ABOUT_OBJECT =
            Pattern.compile("(?:error|warning) in (\\w+ [0-9a-f]{40,64}): (\\w+): .*");

    /** What would act on whoever checks it out, or has the last word over another file. */
    private static final Set<String> HOSTILE = Set.of(
            "hasDot",
            "hasDotdot",
            "hasDotgit",
            "fullPathname",
            "emptyName",
            "gitmodulesName",
            "gitmodulesPath",
            "gitmodulesUrl",
            "gitmodulesUpdate",
            "gitmodulesSymlink",
            "symlinkPointsToGitDir",
            "symlinkTargetLength");

    /** What old versions of git and converters from other systems wrote, and every git reads. */
    private static final Set<String> SLOPPY = Set.of(
            "badDate",
            "badDateOverflow",
            "badEmail",
            "badFilemode",
            "badName",
            "badTagName",
            "badTimezone",
            "extraHeaderEntry",
            "gitattributesLarge",
            "gitattributesLineLength",
            "gitattributesSymlink",
            "gitignoreSymlink",
            "gitmodulesLarge",
            "gitmodulesParse",
            "largePathname",
            "mailmapSymlink",
            "missingEmail",
            "missingNameBeforeEmail",
            "missingSpaceBeforeDate",
            "missingSpaceBeforeEmail",
            "missingTaggerEntry",
            "multipleAuthors",
            "nulInCommit",
            "zeroPaddedDate",
            "zeroPaddedFilemode");

    private final Set<String> missing = new LinkedHashSet<>();
    private final List<String> damaged = new ArrayList<>();
    private final List<String> hostile = new ArrayList<>();
    private final List<String> sloppy = new ArrayList<>();

    private GitFsck() {}

    /**
     * Puts it.
     *
     * @throws CannotTell when git does not end well and gives no reason
     */
    static List<Finding> of(GitSandbox git) {
        GitSandbox.Answer answer = git.git("fsck", "--full", "--strict", "--no-dangling", "--no-progress");
        GitFsck fsck = new GitFsck();
        answer.lines().forEach(fsck::hear);
        answer.errors().forEach(fsck::hear);
        List<Finding> findings = fsck.findings();
        // A signal ends it with more than all its bits together (git-fsck(1)).
        if (!answer.ok() && (findings.isEmpty() || answer.status() > 63)) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "git fsck ended with status " + answer.status() + " and found nothing that would explain it",
                    "look at it by hand; a newer git may say more: `git: {image: ...}`");
        }
        return findings;
    }

    private void hear(String line) {
        Matcher about = ABOUT_OBJECT.matcher(line);
        Matcher lacking = MISSING.matcher(line);
        if (about.matches()) {
            String kind = about.group(2);
            (HOSTILE.contains(kind) ? hostile : SLOPPY.contains(kind) ? sloppy : damaged)
                    .add(about.group(1) + " (" + kind + ")");
        } else if (lacking.matches()) {
            missing.add(lacking.group(1));
        } else if (line.startsWith("error: ") || line.startsWith("fatal: ")) {
            damaged.add(SafeName.shown(line.substring(line.indexOf(' ') + 1)));
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        first(damaged)
                .ifPresent(what -> findings.add(error(
                        FindingCode.GIT_BROKEN,
                        "git fsck finds " + Quantity.of(damaged.size(), "damage", "damages") + ", the first is " + what,
                        "run `git fsck --full` on the live one, and look at the disk it lies on")));
        first(missing)
                .ifPresent(object -> findings.add(error(
                        FindingCode.GIT_BROKEN,
                        Quantity.of(missing.size(), "object is", "objects are") + " missing, the first is " + object,
                        "run `git fsck --full` on the live one; was it copied while it was written to?")));
        first(hostile)
                .ifPresent(object -> findings.add(error(
                        FindingCode.UNSAFE_ENTRY,
                        "git fsck finds " + Quantity.of(hostile.size(), "object", "objects")
                                + " made to act on whoever checks them out, the first is " + object,
                        "find out who committed it before anything checks it out")));
        first(sloppy)
                .ifPresent(object -> findings.add(Finding.warning(
                        FindingCode.GIT_BROKEN,
                        Stage.RESTORE,
                        "",
                        "git fsck --strict objects to the form of " + Quantity.of(sloppy.size(), "object", "objects")
                                + ", the first is " + object + "; git reads them all the same",
                        "leave it: to repair it is to rewrite the history")));
        return findings;
    }

    private static Optional<String> first(Iterable<String> said) {
        return said.iterator().hasNext() ? Optional.of(said.iterator().next()) : Optional.empty();
    }

    private static Finding error(FindingCode code, String message, String hint) {
        return Finding.error(code, Stage.RESTORE, "", message, hint);
    }
}
