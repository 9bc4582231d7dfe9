package io.restoreverifier.run;

import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Numbers;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Status;
import io.restoreverifier.placement.Pairing;
import io.restoreverifier.placement.Seen;
import io.restoreverifier.placement.Terms;
import io.restoreverifier.source.Located;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A copy as a run finds it.
 *
 * @param findings of looking at it; one of them tells why there are no artifacts, where they could not be listed
 */
record SeenCopy(Copies.Copy copy, List<Artifact> artifacts, List<Finding> findings) {
    /** As reports and the history call it. */
    static final String CHECK = "copy";

    SeenCopy {
        artifacts = List.copyOf(artifacts);
        findings = List.copyOf(findings);
    }

    static SeenCopy look(Copies.Copy copy, Reach reach, Instant now) {
        Located located = copy.source().locate(now);
        return new SeenCopy(copy, reach.serving(located.artifacts()), located.findings());
    }

    static SeenCopy unseen(Copies.Copy copy, Finding why) {
        return new SeenCopy(copy, List.of(), List.of(why));
    }

    String name() {
        return copy.standing().name();
    }

    Pairing beside(List<Artifact> source, boolean sameBytes, Terms terms) {
        return Pairing.of(new Seen(copy.standing(), artifacts, sameBytes), source, terms);
    }

    /** What was told when it was looked at, under its name. */
    List<Finding> told() {
        List<Finding> told = new ArrayList<>();
        for (Finding finding : findings) {
            told.add(named(finding));
        }
        if (artifacts.isEmpty() && told.stream().noneMatch(Finding::isError)) {
            told.add(Finding.error(
                    FindingCode.ARTIFACT_MISSING,
                    Stage.LOCATE,
                    name(),
                    "there is no artifact in copy " + name(),
                    "does what copies it run? does its `newest:` match what it writes?"));
        }
        return told;
    }

    Finding named(Finding finding) {
        return new Finding(
                finding.code(),
                finding.severity(),
                finding.stage(),
                name(),
                "copy " + name() + ": " + finding.message(),
                finding.hint());
    }

    Finding unknown(CannotTell why) {
        return named(why.toFinding(Stage.LOCATE));
    }

    CheckResult result(List<Finding> all, Optional<String> sha256) {
        Status status = Status.of(Finding.verdictOf(all));
        String found = artifacts.isEmpty() ? "nothing" : described(artifacts.get(0), sha256);
        return new CheckResult(CHECK, name(), status, "the same as at the source", found, all, Duration.ZERO, false);
    }

    private static String described(Artifact newest, Optional<String> sha256) {
        return newest.name() + (newest.isMeasured() ? ", " + Numbers.grouped(newest.bytes()) + " bytes" : "") + ", of "
                + newest.producedAt()
                + sha256.map(hex -> ", SHA-256 " + hex).orElse("");
    }
}
