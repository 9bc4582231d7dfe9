package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.PastOutcome;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.storage.Filesystems.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An entry {@code storage:}: an array or a host, and what is asked of it. Immutable; only asks. */
public final class Storage {
    private static final long USUAL_MOST = 85;
    private static final long USUAL_DAYS = 14;

    private final Optional<Agent> agent;
    private final Optional<Path> mdstat;
    private final List<String> arrays;

    /** @param days how long before they are full is warned of */
    private record Agent(
            AgentAddress address,
            Credentials credentials,
            List<Question> questions,
            Optional<Filesystems> filesystems,
            long days) {}

    /**
     * What was found.
     *
     * @param counts for the history
     */
    public record Seen(List<CheckResult> results, List<Finding> findings, Map<String, Long> counts) {
        public Seen {
            results = List.copyOf(results);
            findings = List.copyOf(findings);
            counts = Map.copyOf(counts);
        }
    }

    private Storage(Optional<Agent> agent, Optional<Path> mdstat, List<String> arrays) {
        this.agent = agent;
        this.mdstat = mdstat;
        this.arrays = arrays;
    }

    /** Reads it; what is wrong becomes problems of the catalog. */
    public static Storage read(Settings entry) {
        boolean extended =
                entry.node("mdstat").filter(Node.Mapping.class::isInstance).isPresent();
        Optional<Path> mdstat = extended ? Optional.empty() : entry.path("mdstat");
        List<Question> questions = new ArrayList<>(QuestionReader.read(entry));
        List<String> arrays = QuestionReader.arrays(entry);
        if (extended) {
            QuestionReader.mdstat(entry, arrays).ifPresent(questions::add);
        }
        Optional<Settings> filesystems = entry.section("filesystems");
        long days = filesystems.flatMap(s -> s.count("warn-days")).orElse(USUAL_DAYS);
        Optional<Filesystems> held = filesystems.map(Storage::filesystems);
        Optional<Settings> snmp = entry.section("snmp");
        if (snmp.isEmpty() && (!questions.isEmpty() || held.isPresent())) {
            entry.problem("snmp", "is missing", "write `snmp: {host: ..., community: \"${env:NAME}\"}`");
        }
        if (questions.isEmpty() && held.isEmpty() && mdstat.isEmpty()) {
            entry.problem("asks nothing", "add `preset:`, `filesystems:`, `mdstat:` or `expect:`");
        }
        Optional<Agent> agent = snmp.map(
                s -> new Agent(AgentReader.address(s), AgentReader.credentials(s), List.copyOf(questions), held, days));
        return new Storage(agent, mdstat, arrays);
    }

    private static Filesystems filesystems(Settings section) {
        long most = section.text("at-most")
                .map(text -> text.endsWith("%")
                        ? text.substring(0, text.length() - 1).strip()
                        : text)
                .map(text -> text.matches("\\d{1,3}") ? Long.parseLong(text) : -1)
                .orElse(USUAL_MOST);
        if (most < 1 || most > 100) {
            section.problem("at-most", "is no percentage between 1 and 100", "write for example 85%");
        }
        return new Filesystems((int) most);
    }

    /** Where it is, in words. */
    public String place() {
        return agent.map(a -> "agent " + a.address()).orElseGet(() -> String.valueOf(mdstat.orElse(Path.of(""))));
    }

    /**
     * Asks all of it.
     *
     * @param past what earlier runs have seen of it
     * @throws CannotTell when the agent has no address
     */
    public Seen ask(List<PastOutcome> past, Instant now) {
        List<CheckResult> results = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Map<String, Long> counts = new HashMap<>();
        mdstat.ifPresent(file -> answer(results, file.toString(), () -> MdstatQuestion.of(file, arrays)));
        agent.ifPresent(one -> {
            try (SnmpAgent open = SnmpSession.open(one.address(), one.credentials())) {
                boolean reached = true;
                for (Question question : one.questions()) {
                    reached = reached && answer(results, place(), () -> question.put(open));
                }
                if (reached && one.filesystems().isPresent()) {
                    Filesystems filesystems = one.filesystems().get();
                    answer(results, place(), () -> {
                        Map<String, Usage> usages = filesystems.seen(open);
                        findings.addAll(Forecast.of(past, usages, now, one.days()));
                        findings.addAll(Forecast.gone(past, usages));
                        usages.forEach((name, usage) -> counts.put(Forecast.COUNT + name, usage.used()));
                        return filesystems.held(usages);
                    });
                }
            }
        });
        return new Seen(results, findings, counts);
    }

    /**
     * Takes an answer, or why there is none: what another question has found stands all the same.
     *
     * @return whether it is of use to ask the same agent more
     */
    private static boolean answer(List<CheckResult> results, String place, Supplier<List<CheckResult>> question) {
        try {
            results.addAll(question.get());
            return true;
        } catch (CannotTell e) {
            results.add(CheckResult.withFinding("agent", place, "an answer", "none", e.toFinding(Stage.CHECK)));
            return e.code() != FindingCode.SOURCE_UNREACHABLE;
        }
    }
}
