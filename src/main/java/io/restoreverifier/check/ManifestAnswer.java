package io.restoreverifier.check;

import io.restoreverifier.check.ManifestHolding.Bad;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.List;

/** Puts into words how a tree holds against a manifest, or what stands for one. */
final class ManifestAnswer {
    private static final String EXPECTED = "every file as it was";

    private final String check;
    private final String manifest;
    private final Words words;
    private final boolean complete;

    /**
     * What the manifest is called in a sentence, and the hints for files that are missing and changed.
     */
    record Words(String called, String missing, String changed) {
        static Words ofManifest() {
            return new Words(
                    "the manifest",
                    "was it excluded from the archive, or removed after the manifest was written?",
                    "did it change between the manifest and the archive, or afterwards?");
        }

        static Words ofGit(String ref) {
            return new Words(
                    "git at " + ref,
                    "is the archive of another release? what .gitattributes calls export-ignore is never in `git archive`",
                    "is the archive of another release? export-subst, eol, filter and LFS in .gitattributes change files, too");
        }
    }

    /**
     * @param check its name
     * @param manifest the name of the manifest, the subject of what is said of all of it
     * @param complete whether what it does not name is an error
     */
    ManifestAnswer(String check, String manifest, Words words, boolean complete) {
        this.check = check;
        this.manifest = manifest;
        this.words = words;
        this.complete = complete;
    }

    List<CheckResult> of(ManifestHolding holding) {
        List<CheckResult> results = new ArrayList<>();
        holding.bad().forEach(bad -> results.add(bad(bad)));
        long more = holding.badCount() - holding.bad().size();
        if (more > 0) {
            results.add(failed(
                    FindingCode.FILE_CHANGED,
                    manifest,
                    EXPECTED,
                    holding.badCount() + " differ",
                    "and " + more + " more files",
                    ""));
        }
        if (complete) {
            holding.unnamed().forEach(path -> results.add(unnamed(path)));
            long rest = holding.unnamedCount() - holding.unnamed().size();
            if (rest > 0) {
                results.add(unnamed(rest + " more files"));
            }
        }
        if (results.isEmpty()) {
            results.add(
                    holding.held() > 0
                            ? CheckResult.passed(check, manifest, EXPECTED, held(holding))
                            : unreadable("it names no file"));
        }
        return results;
    }

    /** What is not proven is said, too: entries without a digest, files without an entry. */
    private static String held(ManifestHolding holding) {
        long withoutDigest = holding.held() - holding.byDigest();
        String held = files(holding.held()) + " as they were";
        String weakly = withoutDigest == 0 ? "" : ", " + withoutDigest + " of them without a digest";
        String unnamed = holding.unnamedCount() == 0 ? "" : "; " + files(holding.unnamedCount()) + " it does not name";
        return held + weakly + unnamed;
    }

    private CheckResult bad(Bad bad) {
        if (bad.entry() == null || bad.found() == null) {
            return unreadable("line " + bad.line() + " " + bad.why());
        }
        String shown = printable(bad.entry().shown());
        if (bad.found().missing()) {
            return failed(
                    FindingCode.FILE_MISSING,
                    shown,
                    "came back",
                    "missing",
                    "file " + shown + " is in " + words.called() + " and did not come back",
                    words.missing());
        }
        return failed(
                FindingCode.FILE_CHANGED,
                shown,
                printable(bad.found().expected()),
                printable(bad.found().found()),
                "file " + shown + " is not the one in " + words.called() + ": "
                        + String.join(", ", bad.found().differences()),
                words.changed());
    }

    private CheckResult unnamed(String path) {
        String shown = printable(path);
        return failed(
                FindingCode.FILE_CHANGED,
                shown,
                "only what the manifest names",
                "is there",
                "file " + shown + " came back and is not in " + words.called(),
                "did it come between the manifest and the archive? without `complete: true` it is only counted");
    }

    private CheckResult unreadable(String why) {
        return failed(
                FindingCode.FILE_CHANGED,
                manifest,
                "a manifest",
                why,
                "manifest " + manifest + " cannot be used: " + why,
                "write it with `sha256sum`, for example: find . -type f ! -name SHA256SUMS -exec sha256sum {} +");
    }

    private CheckResult failed(
            FindingCode code, String subject, String expected, String found, String message, String hint) {
        return CheckResult.withFinding(
                check, subject, expected, found, Finding.error(code, Stage.CHECK, subject, message, hint));
    }

    private static String files(long count) {
        return count + " files";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
