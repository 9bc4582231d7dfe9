package io.restoreverifier.placement;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges where copies stand by what is declared alone. */
public final class Ground {
    private final Placement placement;
    private final boolean code;
    private final List<Finding> findings = new ArrayList<>();

    private Ground(Placement placement, boolean code) {
        this.placement = placement;
        this.code = code;
    }

    /** @param code whether it is of a code base */
    public static List<Finding> findings(Placement placement, boolean code) {
        if (!placement.isStated()) {
            return List.of();
        }
        Ground ground = new Ground(placement, code);
        ground.count();
        ground.media();
        if (!ground.onlyWithProduction()) {
            ground.elsewhere();
            placement.copies().forEach(ground::withProduction);
        }
        return List.copyOf(ground.findings);
    }

    private void count() {
        long found = placement.copies().size() + 1L;
        long expected = placement.terms().copies();
        if (found < expected) {
            tooFew(
                    found + " copies, production's data among them, expected at least " + expected,
                    "add a copy under `copies:`, or ask for fewer with `placement: {copies: " + found + "}`");
        }
    }

    private void media() {
        List<String> media = Stream.concat(placement.production().stream(), placement.copies().stream())
                .flatMap(standing -> standing.medium().stream())
                .distinct()
                .sorted()
                .toList();
        long expected = placement.terms().media();
        if (media.size() < expected) {
            tooFew(
                    "the copies state " + media.size() + " different media"
                            + (media.isEmpty() ? "" : " (" + String.join(", ", media) + ")") + ", expected at least "
                            + expected,
                    "say `medium:` of each copy and of production, and put one on another medium");
        }
    }

    /** What is lost with production whatever is done. */
    private boolean onlyWithProduction() {
        List<Domain> shared = placement.ofProduction().all().stream()
                .filter(domain -> placement.copies().stream()
                        .allMatch(copy -> copy.domains().has(domain)))
                .toList();
        if (shared.isEmpty() || placement.copies().isEmpty()) {
            return false;
        }
        findings.add(Finding.error(
                FindingCode.ONLY_WITH_PRODUCTION,
                Stage.LOCATE,
                "",
                (placement.copies().size() == 1 ? "its only copy stands" : "all of its copies stand")
                        + " with production: " + Domains.listed(shared),
                code
                        ? "push the code base to a place elsewhere as well, and name it under `copies:`"
                        : "keep a copy elsewhere, and name it under `copies:`"));
        return true;
    }

    private void elsewhere() {
        Domains production = placement.ofProduction();
        long found = placement.copies().stream()
                .filter(copy -> copy.domains().isStated())
                .filter(copy -> copy.domains().sharedWith(production).isEmpty())
                .count();
        long expected = placement.terms().elsewhere();
        if (found < expected) {
            tooFew(
                    found + " copies are known to share no failure domain with production, expected at least "
                            + expected,
                    "say `domain:` of each copy, and keep one elsewhere");
        }
    }

    private void withProduction(Standing copy) {
        List<Domain> shared = copy.domains().sharedWith(placement.ofProduction()).stream()
                .filter(domain -> domain.kind().isTooClose())
                .toList();
        if (!shared.isEmpty()) {
            findings.add(Finding.warning(
                    FindingCode.COPY_WITH_PRODUCTION,
                    Stage.LOCATE,
                    copy.name(),
                    "copy " + copy.name() + " goes with production when it is lost: " + Domains.listed(shared),
                    "move it, or count on the other copies only"));
        }
    }

    /** Whether whoever has production's credentials has those of a copy, as far as it is stated. */
    public static boolean isOfProductionsAccount(Placement placement, Standing copy) {
        Optional<String> account = placement.ofProduction().of(DomainKind.ACCOUNT);
        return account.isPresent() && account.equals(copy.domains().of(DomainKind.ACCOUNT));
    }

    private void tooFew(String message, String hint) {
        findings.add(Finding.error(FindingCode.COPIES_TOO_FEW, Stage.LOCATE, "", message, hint));
    }
}
