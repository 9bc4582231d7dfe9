package io.restoreverifier.corpus;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.run.RestoreRun;
import io.restoreverifier.run.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** One run over many variants as over the catalog of a company, two at once. */
final class CorpusRun implements AutoCloseable {
    static final String GROWING = "dump-still-growing";
    private static final String CODE = "clientarea-code";

    private final List<Variant> variants;
    private final Path home;
    private final RestoreRun run;
    private final Thread writer = new Thread(this::write, "writer");

    private CorpusRun(Path home, List<Variant> variants) {
        this.home = home;
        this.variants = variants;
        this.run = RestoreRun.open(options(home, variants));
    }

    /** Breaks every artifact and begins to verify them. */
    static CorpusRun begin(Path home, List<Variant> variants) throws IOException, InterruptedException {
        return begin(home, variants, "");
    }

    /** The same with further lines for the whole catalog. */
    static CorpusRun begin(Path home, List<Variant> variants, String lines) throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(home.resolve("catalog/catalog.yml"), "now: 2026-11-21T06:00:00Z\n" + lines);
        try (Origin origin = Origin.begin()) {
            for (Variant variant : variants) {
                Path folder = Files.createDirectories(home.resolve("artifacts").resolve(variant.name()));
                Night night = new Night(folder, variant.sample(), origin);
                variant.damage().into(night);
                if (variant.older()) {
                    night.generations(1, 2);
                }
                writeEntry(home, variant.name(), entry(variant));
                if (night.hasCode()) {
                    writeEntry(home, variant.name() + "-code", codeIn(night.codeFolder(), variant.name() + "-code"));
                }
            }
        }
        writeEntry(home, CODE, codeIn(Path.of("fixtures/backups/code"), CODE));
        CorpusRun corpus = new CorpusRun(home, variants);
        corpus.writer.setDaemon(true);
        corpus.writer.start();
        return corpus;
    }

    /** Begins; until then only the artifacts are there. */
    void verify() {
        run.begin();
    }

    Path artifacts() {
        return home.resolve("artifacts");
    }

    Path report() {
        return home.resolve("report");
    }

    Outcome outcome(Variant variant) throws InterruptedException {
        return run.outcome(variant.name());
    }

    /** Waits for every outcome and writes the report. */
    @Override
    public void close() throws InterruptedException {
        for (Variant variant : variants) {
            run.outcome(variant.name());
        }
        writer.interrupt();
        writer.join();
        run.close();
    }

    private static String entry(Variant variant) throws IOException {
        String own = variant.sample()
                .entry()
                .replaceFirst("(?m)^backup: .*$", "backup: " + variant.name())
                .replaceFirst("(?m)^  directory: .*$", "  directory: ../artifacts/" + variant.name());
        return variant.entry().apply(own);
    }

    private static void writeEntry(Path home, String name, String entry) throws IOException {
        Files.writeString(home.resolve("catalog").resolve(name + ".yml"), entry);
    }

    /** What databases refer to; it is no part of the run. */
    private static String codeIn(Path folder, String name) throws IOException {
        return Sample.CODE
                .entry()
                .replaceFirst("(?m)^backup: .*$", "backup: " + name)
                .replaceFirst("(?m)^  directory: .*$", "  directory: " + folder.toAbsolutePath());
    }

    private static RunOptions options(Path home, List<Variant> variants) {
        Properties properties = new Properties();
        properties.setProperty(
                "restore.only", variants.stream().map(Variant::name).collect(Collectors.joining(",")));
        properties.setProperty("restore.catalog", home.resolve("catalog").toString());
        properties.setProperty("restore.report", home.resolve("report").toString());
        properties.setProperty("restore.history", home.resolve("history").toString());
        properties.setProperty("restore.parallel", "2");
        properties.setProperty("restore.allure", allure());
        return RunOptions.from(properties);
    }

    /** Where the build has unpacked Allure's command line. */
    static String allure() {
        return System.getProperty("restore.allure", "target/allure/allure-2.34.1");
    }

    /** Goes on writing to one artifact for as long as the run lasts. */
    private void write() {
        Path growing = artifacts().resolve(GROWING).resolve(Sample.DATABASE.name(0));
        try {
            while (Files.exists(growing)) {
                Files.write(growing, new byte[1], StandardOpenOption.APPEND);
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
