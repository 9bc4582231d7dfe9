package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Path FILE = Path.of("tests/a.yml");

    private final Problems problems = new Problems();
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Settings settings = Settings.of(new Node.Mapping(new Location(FILE, 1), entries), problems);

    @Test
    void readsEachTypeOfValue() {
        put("text", "some text");
        put("duration", "1d12h");
        put("count", "42");
        put("flag", "true");
        put("choice", "critical");
        put("path", "../x/y");

        assertThat(settings.text("text")).contains("some text");
        assertThat(settings.texts("text")).containsExactly("some text");
        assertThat(settings.duration("duration")).contains(Duration.ofHours(36));
        assertThat(settings.count("count")).contains(42L);
        assertThat(settings.flag("flag")).contains(true);
        assertThat(settings.choice("choice", Criticality.class)).contains(Criticality.CRITICAL);
        assertThat(settings.path("path")).contains(Path.of("x/y").toAbsolutePath());
        settings.finish();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void absentMeansEmptyAndIsNoProblem() {
        assertThat(settings.text("a")).isEmpty();
        assertThat(settings.texts("a")).isEmpty();
        assertThat(settings.duration("a")).isEmpty();
        assertThat(settings.count("a")).isEmpty();
        assertThat(settings.flag("a")).isEmpty();
        assertThat(settings.choice("a", Criticality.class)).isEmpty();
        assertThat(settings.path("a")).isEmpty();
        assertThat(settings.section("a")).isEmpty();
        assertThat(settings.namedSections("a")).isEmpty();
        assertThat(settings.sections("a")).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aValueOfTheWrongTypeIsAProblem() {
        put("duration", "0s");
        put("count", "-1");
        put("flag", "yes");
        put("choice", "urgent");
        put("path", "a\0b");
        put("section", "text");
        put("list", "text");
        entries.put("text", mapping(Map.of()));

        settings.duration("duration");
        settings.count("count");
        settings.flag("flag");
        settings.choice("choice", Criticality.class);
        settings.path("path");
        settings.section("section");
        settings.sections("list");
        settings.text("text");

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "tests/a.yml:2: duration: `0s` is not a duration\n"
                                + "  hint: write for example 90s, 30m, 26h, 7d or 1d12h",
                        "tests/a.yml:2: count: `-1` is not a whole number of at least 0",
                        "tests/a.yml:2: flag: `yes` is neither true nor false",
                        "tests/a.yml:2: choice: `urgent` is not one of blocker, critical, normal, minor, trivial",
                        "tests/a.yml:2: path: `a\0b` is not a path",
                        "tests/a.yml:2: section: expected keys below it\n  hint: write `section: {...}`",
                        "tests/a.yml:2: list: expected a list\n  hint: begin each item with `- `",
                        "tests/a.yml:2: text: expected a text");
    }

    @Test
    void aRequiredTextMustBeThereAndSaySomething() {
        put("blank", " ");
        entries.put("none", new Node.Scalar(new Location(FILE, 3), "", false));

        assertThat(settings.requiredText("blank")).isBlank();
        assertThat(settings.requiredText("missing")).isEmpty();
        assertThat(settings.requiredText("none")).isEmpty();

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "tests/a.yml:1: missing: is missing\n  hint: add `missing: ...`",
                        "tests/a.yml:2: blank: is empty\n  hint: write `blank: ...`",
                        "tests/a.yml:3: none: expected a text");
    }

    @Test
    void aKeyWithoutAValueIsAnEmptySection() {
        entries.put("section", new Node.Scalar(new Location(FILE, 2), "", false));
        assertThat(settings.section("section").orElseThrow().keys()).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void unknownKeysAreToldWithTheirPathAndTheNearestKnownOne() {
        entries.put("rows", mapping(Map.of("customers", mapping(Map.of("mn", scalar("1"))))));
        entries.put("queries", new Node.Sequence(new Location(FILE, 2), List.of(mapping(Map.of("sqll", scalar("x"))))));
        put("colour", "red");

        settings.namedSections("rows").values().forEach(row -> row.count("min"));
        settings.sections("queries").forEach(query -> query.text("sql"));
        settings.finish();

        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "tests/a.yml:2: colour: unknown key\n  hint: known here: queries, rows",
                        "tests/a.yml:2: rows.customers.mn: unknown key\n  hint: did you mean `min`?",
                        "tests/a.yml:2: queries[0].sqll: unknown key\n  hint: did you mean `sql`?");
    }

    @Test
    void concealedTextsAreInNoProblem() {
        put("count", "hunter2-long");
        settings.count("count");
        problems.conceal("hunter2");
        problems.conceal("hunter2-long");
        problems.conceal(" ");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("tests/a.yml:2: count: `***` is not a whole number of at least 0");
    }

    private void put(String key, String text) {
        entries.put(key, scalar(text));
    }

    private static Node.Scalar scalar(String text) {
        return new Node.Scalar(new Location(FILE, 2), text, false);
    }

    private static Node.Mapping mapping(Map<String, Node> entries) {
        return new Node.Mapping(new Location(FILE, 2), entries);
    }
}
