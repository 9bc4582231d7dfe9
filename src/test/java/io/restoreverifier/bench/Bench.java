package io.restoreverifier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Times the restore test of an artifact by Restore Verifier against the script that a good operator would write, in pairs that
 * alternate, and says where our time goes. Begun by {@code bin/bench}.
 */
public final class Bench {
    private final BenchOptions options;
    private final Path work;

    private Bench(BenchOptions options) {
        this.options = options;
        this.work = Path.of("target", "bench").toAbsolutePath();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        new Bench(BenchOptions.read(List.of(arguments))).run();
    }

    private void run() throws IOException, InterruptedException {
        if (options.gigabytes() > 0) {
            write("large.json", Large.json(Large.measure(work, options)));
            return;
        }
        for (Candidate candidate : candidates()) {
            Comparison comparison = compare(candidate);
            comparison.print(System.out);
            write(candidate.label() + ".json", comparison.json());
        }
        if (options.subject() == BenchOptions.Subject.CUSTOM_DUMPS) {
            start();
        }
    }

    private List<Candidate> candidates() throws IOException, InterruptedException {
        return switch (options.subject()) {
            case CUSTOM_DUMPS -> PostgresqlData.make(work, options).custom();
            case KINDS -> PostgresqlData.make(work, options).otherKinds();
            case MARIADB -> MariadbData.make(work, options.scale()).both();
            case OTHERS ->
                throw new IllegalArgumentException("--others wants --gigabytes, since no script is held against it");
            case CODE -> CodeData.make(work, options).all();
        };
    }

    private void start() throws IOException, InterruptedException {
        Start start = Start.measure(work, options.starts());
        start.print(System.out);
        write("start.json", start.json());
    }

    /** Whoever goes first warms nothing for the other that the other has not warmed for it. */
    private Comparison compare(Candidate candidate) throws IOException, InterruptedException {
        Operator operator = new Operator(candidate, work);
        Ours ours = new Ours(candidate, work, Ours.Questions.OF_THE_SCRIPT);
        Ours byDefault = new Ours(candidate, work, Ours.Questions.BY_DEFAULT);
        System.out.printf("%n%s: one run of each to warm up, then %d pairs%n", candidate.title(), options.pairs());
        operator.run();
        ours.run();
        byDefault.run();
        Comparison comparison = new Comparison(candidate);
        for (int pair = 1; pair <= options.pairs(); pair++) {
            Comparison.Pair timed = pair % 2 == 1
                    ? Comparison.Pair.of(operator.run(), ours.run(), byDefault.run())
                    : Comparison.Pair.reversed(byDefault.run(), ours.run(), operator.run());
            comparison.add(timed);
            System.out.printf(
                    "  pair %d: script %.1f s, ours %.1f s%n",
                    pair, timed.script(), timed.ours().wall());
        }
        return comparison;
    }

    private void write(String name, byte[] json) {
        try {
            Files.write(work.resolve(name), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
