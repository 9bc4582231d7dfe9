package io.restoreverifier.corpus;

import io.restoreverifier.model.FindingCode;
import java.util.List;
import java.util.stream.Collectors;

/** The table of the corpus as users read it, in Markdown. */
final class CorpusDocument {
    private static final String HEAD = """
            # The broken corpus

            What Restore Verifier is held against in its own tests. Each artifact below differs from a whole one of the
            [sample company](../fixtures/README.md) in one respect, is verified as the newest artifact of a backup by the
            sample's own entry of the catalog, and must come out as FAILED with its finding, which is the first one told.
            What follows from the same damage is told besides, and nothing else. The whole twins must pass in silence.

            Written by `BrokenCorpusIT`; `bin/test -Dit.test=BrokenCorpusIT -Dcorpus.document=write` writes it again.
            """;

    private CorpusDocument() {}

    static String of(List<Variant> variants) {
        StringBuilder text = new StringBuilder(HEAD);
        for (Sample sample : Sample.values()) {
            text.append("\n## The ").append(sample.label()).append("\n\n");
            text.append("| artifact | what differs | finding | told besides |\n|---|---|---|---|\n");
            variants.stream()
                    .filter(v -> v.sample() == sample)
                    .map(CorpusDocument::line)
                    .forEach(text::append);
        }
        return text.toString();
    }

    private static String line(Variant variant) {
        String code = variant.isWhole() ? "none: PASSED" : variant.code().get(0).name();
        String besides = variant.besides().stream().map(FindingCode::name).collect(Collectors.joining(", "));
        return String.join(" | ", "| " + variant.name(), variant.differs(), code, besides)
                        .strip() + " |\n";
    }
}
