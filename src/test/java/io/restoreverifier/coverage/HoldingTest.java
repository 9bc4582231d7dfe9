package io.restoreverifier.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.Status;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HoldingTest {
    private static final Declared SHOP = declared("shop-database", "database", "shop");

    @Test
    void aDatabaseIsCoveredByTheEntryWhoseArtifactHoldsIt() {
        assertThat(held(server("production", "shop"), SHOP)).isEmpty();
        assertThat(held(server("production", "shop"), declared("shop", "database", "")))
                .isEmpty();
    }

    @Test
    void whatAnArtifactHoldsCountsMoreThanTheNameOfItsEntry() {
        assertThat(held(server("production", "shop"), declared("shop", "database", "staging")))
                .extracting(Finding::code)
                .containsExactly(FindingCode.DATABASE_UNCOVERED);
    }

    @Test
    void aDatabaseWithoutAnEntryIsNamedWithTheLineToWrite() {
        List<Finding> findings = held(server("production", "shop", "crm"), SHOP);

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0)).satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.DATABASE_UNCOVERED);
            assertThat(finding.subject()).isEqualTo("production/crm");
            assertThat(finding.message()).isEqualTo("database production/crm has no entry");
            assertThat(finding.hint())
                    .isEqualTo("back it up and add an entry; where one has it, write there covers: [production/crm]");
        });
    }

    @Test
    void filesCoverNoDatabaseByTheirNameAndDatabasesNoRepository() {
        assertThat(held(server("production", "shop"), declared("shop", "files", "")))
                .hasSize(1);
        assertThat(held(place(Kind.REPOSITORY, "git", "shop.git"), declared("shop", "database", "shop")))
                .extracting(Finding::code)
                .containsExactly(FindingCode.REPOSITORY_UNCOVERED);
        assertThat(held(place(Kind.REPOSITORY, "git", "team/shop.git"), declared("shop", "files", "")))
                .isEmpty();
    }

    @Test
    void whatIsCalledAlikeOnTwoServersIsCoveredOnlyByWhoSaysSo() {
        Place production = server("production", "shop");
        Place staging = server("staging", "shop");

        assertThat(held(List.of(production, staging), SHOP))
                .extracting(Finding::message)
                .containsExactly(
                        "production/shop may be what entry shop-database backs up, or not: production/shop and"
                                + " staging/shop are called alike",
                        "staging/shop may be what entry shop-database backs up, or not: production/shop and"
                                + " staging/shop are called alike");
        assertThat(held(List.of(production, staging), covering("production/shop", "staging/shop")))
                .isEmpty();
        assertThat(held(List.of(production, staging), covering("production/shop"), SHOP))
                .extracting(Finding::subject)
                .containsExactly("staging/shop");
    }

    @Test
    void anEntryThatSaysWhatItCoversCoversNothingElse() {
        assertThat(held(
                        server("production", "shop", "crm"),
                        new Declared("x", "database", List.of("production/crm"), "shop")))
                .extracting(Finding::subject)
                .containsExactly("production/shop");
    }

    @Test
    void whatIsCoveredAndDoesNotExistIsAWarning() {
        assertThat(held(server("production", "shop"), covering("production/shop", "production/old")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.COVERS_NOTHING);
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.message()).isEqualTo("entry x covers production/old, which does not exist");
                });
    }

    @Test
    void aServerThatDoesNotAnswerIsNotKnownAndNothingOnItIsCoveredInVain() {
        Finding why =
                Finding.error(FindingCode.SOURCE_UNREACHABLE, Stage.LOCATE, "", "cannot be reached", "does it run?");
        Question asked = new Question(server("production"), path -> false);

        List<CheckResult> results = Coverage.held(List.of(asked.unanswered(why)), List.of(covering("production/shop")));

        assertThat(results).extracting(CheckResult::status).containsExactly(Status.COULD_NOT_VERIFY, Status.PASSED);
        assertThat(results.get(0).findings())
                .extracting(Finding::message)
                .containsExactly("server production: cannot be reached");
    }

    @Test
    void aServerWithoutAnyDatabaseProvesNothing() {
        assertThat(held(server("production"), SHOP))
                .extracting(Finding::message)
                .containsExactly("server production has no databases at all");
        assertThat(held(place(Kind.ARTIFACT, "drop"), SHOP)).isEmpty();
    }

    private static List<Finding> held(Place place, Declared... entries) {
        return held(List.of(place), entries);
    }

    private static List<Finding> held(List<Place> places, Declared... entries) {
        List<Question.Answer> answers = places.stream()
                .map(place -> new Question(place, path -> false).ask())
                .toList();
        return Coverage.held(answers, List.of(entries)).stream()
                .flatMap(result -> result.findings().stream())
                .toList();
    }

    private static Declared declared(String entry, String kind, String dumped) {
        return new Declared(entry, kind, List.of(), dumped);
    }

    private static Declared covering(String... paths) {
        return new Declared("x", "database", List.of(paths), "");
    }

    private static Place server(String name, String... databases) {
        return place(Kind.DATABASE, name, databases);
    }

    private static Place place(Kind kind, String name, String... things) {
        return new Place() {
            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public Seen look(Predicate<String> taken) {
                List<Thing> all = Stream.of(things)
                        .map(thing -> new Thing(kind, name, thing, ""))
                        .toList();
                return new Seen(all.size(), all, List.of());
            }
        };
    }
}
