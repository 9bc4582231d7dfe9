package io.restoreverifier.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The pairs of one candidate. */
final class Comparison {
    static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Candidate candidate;
    private final List<Pair> pairs = new ArrayList<>();

    Comparison(Candidate candidate) {
        this.candidate = candidate;
    }

    /**
     * One run of each, right after each other.
     *
     * @param ours with the script's questions
     * @param byDefault ours with the questions that are asked by default
     */
    record Pair(double script, Ours.Run ours, Ours.Run byDefault) {
        static Pair of(double script, Ours.Run ours, Ours.Run byDefault) {
            return new Pair(script, ours, byDefault);
        }

        static Pair reversed(Ours.Run byDefault, Ours.Run ours, double script) {
            return new Pair(script, ours, byDefault);
        }
    }

    void add(Pair pair) {
        pairs.add(pair);
    }

    private Figures figures(ToDoubleFunction<Pair> figure) {
        return Figures.of(pairs.stream().mapToDouble(figure).boxed().toList());
    }

    private Map<String, Figures> all() {
        Map<String, Figures> all = new LinkedHashMap<>();
        all.put("the script", figures(Pair::script));
        all.put("ours, the backup", figures(p -> p.ours().backup()));
        all.put("ours, the process", figures(p -> p.ours().wall()));
        for (String stage : List.of("locate", "fetch", "inspect", "restore", "check", "dispose")) {
            all.put("  " + stage, figures(p -> p.ours().stages().getOrDefault(stage, 0.0)));
        }
        all.put("overhead in the backup", figures(p -> p.ours().overhead()));
        all.put(
                "start, engine and report",
                figures(p -> p.ours().wall() - p.ours().backup()));
        all.put("by default: restore", figures(p -> restoring(p.byDefault())));
        all.put("by default: inspect", figures(p -> p.byDefault().stages().getOrDefault("inspect", 0.0)));
        all.put("by default: check", figures(p -> checking(p.byDefault())));
        all.put("by default: rows", figures(p -> p.byDefault().rows()));
        return all;
    }

    private static double restoring(Ours.Run run) {
        return run.stages().getOrDefault("restore", 0.0);
    }

    private static double checking(Ours.Run run) {
        return run.stages().getOrDefault("check", 0.0);
    }

    private double ratio(ToDoubleFunction<Pair> ours) {
        return figures(ours).median() / figures(Pair::script).median();
    }

    /** Digesting while the dump is inspected comes on top: hold `inspect` against an earlier version. */
    private double rowsOfRestore() {
        return ofRestore(Ours.Run::rows);
    }

    private double checksOfRestore() {
        return ofRestore(Comparison::checking);
    }

    private double ofRestore(ToDoubleFunction<Ours.Run> part) {
        return figures(p -> part.applyAsDouble(p.byDefault())).median()
                / figures(p -> restoring(p.byDefault())).median();
    }

    void print(PrintStream out) throws IOException {
        out.printf("%n%s, medians of %d pairs (least to most)%n", candidate.title(), pairs.size());
        all().forEach((name, figures) -> out.printf("  %-26s %s%n", name, figures));
        out.printf("  ratio of the backup        %.2f%n", ratio(p -> p.ours().backup()));
        out.printf("  by default, rows as part of the restore    %.2f%n", rowsOfRestore());
        out.printf("  by default, checks as part of the restore  %.2f%n", checksOfRestore());
        out.printf("  ratio of the process       %.2f%n", ratio(p -> p.ours().wall()));
    }

    byte[] json() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("artifact", candidate.label());
        document.put("bytes", candidate.bytes());
        document.put("pairs", pairs);
        Map<String, Object> medians = new LinkedHashMap<>();
        all().forEach((name, figures) -> medians.put(name.strip(), figures));
        document.put("seconds", medians);
        document.put("ratioOfTheBackup", ratio(p -> p.ours().backup()));
        document.put("rowsAsPartOfTheRestore", rowsOfRestore());
        document.put("checksAsPartOfTheRestore", checksOfRestore());
        document.put("ratioOfTheProcess", ratio(p -> p.ours().wall()));
        return JSON.writeValueAsBytes(document);
    }
}
