package io.restoreverifier.run;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.Stage;
import io.restoreverifier.placement.DomainName;
import io.restoreverifier.placement.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is left of the entries of a catalog when a failure domain is lost. Copies that nobody has seen are looked at once,
 * however many domains are asked for; nothing is restored.
 */
final class Losses {
    /** Servers refuse many at once, and one that refuses looks like one that is gone. */
    private static final int SIDE_BY_SIDE = 8;

    private static final Finding NOT_LOOKED_AT = Finding.error(
            FindingCode.INTERRUPTED, Stage.LOCATE, "", "the run ended before it was looked at", "run it again");

    private final List<Plan> plans;
    private final List<ApplicationPlan> applications;
    private final Known known;
    private final Map<String, List<SeenCopy>> seen = new LinkedHashMap<>();

    /**
     * Looks at the copies that the run has not seen.
     *
     * @param patience for each look; zero: not at all
     */
    Losses(Prepared catalog, Known known, Sightings sightings, Duration patience) {
        this.plans = List.copyOf(plans(catalog));
        this.applications = catalog.applications();
        this.known = known;
        List<Copies.Copy> unseen = new ArrayList<>();
        for (Plan plan : plans) {
            sightings
                    .of(plan.name())
                    .ifPresentOrElse(
                            copies -> seen.put(plan.name(), copies),
                            () -> unseen.addAll(plan.copies().all(plan.source())));
        }
        Map<Copies.Copy, SeenCopy> looks = look(unseen, patience);
        plans.forEach(plan -> seen.computeIfAbsent(
                plan.name(),
                name -> plan.copies().all(plan.source()).stream()
                        .map(copy -> Objects.requireNonNull(looks.get(copy)))
                        .toList()));
    }

    /** Those of the catalog, and the parts of its applications that lie beside it. */
    private static Collection<Plan> plans(Prepared catalog) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        catalog.plans().forEach(plan -> plans.put(plan.name(), plan));
        catalog.applications().stream()
                .flatMap(application -> application.needs().stream())
                .forEach(need -> plans.putIfAbsent(need.plan().name(), need.plan()));
        return plans.values();
    }

    private Map<Copies.Copy, SeenCopy> look(List<Copies.Copy> unseen, Duration patience) {
        Map<Copies.Copy, SeenCopy> looks = new LinkedHashMap<>();
        for (int from = 0; from < unseen.size(); from += SIDE_BY_SIDE) {
            List<Copies.Copy> some = unseen.subList(from, Math.min(from + SIDE_BY_SIDE, unseen.size()));
            List<SeenCopy> came = patience.isZero()
                    ? some.stream()
                            .map(copy -> SeenCopy.unseen(copy, NOT_LOOKED_AT))
                            .toList()
                    : Looks.at(
                            some, copy -> SeenCopy.look(copy, Reach.NEWEST, known.now()), patience, SeenCopy::unseen);
            came.forEach(copy -> looks.put(copy.copy(), copy));
        }
        return looks;
    }

    List<Plan> plans() {
        return plans;
    }

    /** Of every entry, the applications last. */
    List<Answer> of(DomainName domain) {
        Map<String, Recovery> recoveries = new LinkedHashMap<>();
        for (Plan plan : plans) {
            Loss loss = Loss.of(plan.copies().placement(), domain);
            List<SeenCopy> copies = Objects.requireNonNull(seen.get(plan.name()));
            recoveries.put(plan.name(), Recovery.of(plan, loss, copies, known));
        }
        List<Answer> answers = new ArrayList<>();
        recoveries.values().forEach(recovery -> answers.add(recovery.answer(known.now())));
        for (ApplicationPlan application : applications) {
            List<Recovery> parts = application.needs().stream()
                    .map(need ->
                            Objects.requireNonNull(recoveries.get(need.plan().name())))
                    .toList();
            answers.add(new ApplicationRecovery(application, parts, known).answer(known.now()));
        }
        return answers;
    }
}
