package io.restoreverifier.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.ImageNames;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Node;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final Problems problems = new Problems();
    private final Catalog catalog = catalog(
            List.of(backup("customers", "nightly"), backup("code", "weekly"), backup("tickets", "nightly")),
            List.of(backup("clientarea", "nightly")));

    @Test
    void blankMeansEverything() {
        assertThat(selected("", "")).containsExactly("customers", "code", "tickets", "clientarea");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void namesAndTagsAreSelectedTogether() {
        assertThat(selected(" code , nightly", "1/1")).containsExactly("customers", "code", "tickets", "clientarea");
        assertThat(selected("code", "1/1")).containsExactly("code");
        assertThat(selected("weekly,tickets", "1/1")).containsExactly("code", "tickets");
    }

    @Test
    void everyEntryIsInExactlyOneShard() {
        for (int shards = 1; shards <= 4; shards++) {
            List<String> all = new ArrayList<>();
            for (int shard = 1; shard <= shards; shard++) {
                all.addAll(selected("", shard + "/" + shards));
            }
            assertThat(all).containsExactlyInAnyOrder("customers", "code", "tickets", "clientarea");
        }
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void entriesAreDealtOutInTheirOrder() {
        assertThat(selected("", "1/2")).containsExactly("customers", "tickets");
        assertThat(selected("", "2/2")).containsExactly("code", "clientarea");
    }

    @Test
    void aWordThatMatchesNothingIsAProblem() {
        selected("custmers,nightly", "");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly("restore.only: `custmers` is neither the name nor a tag of an entry\n"
                        + "  hint: did you mean `customers`?");
    }

    @Test
    void aShardWithoutEntriesIsAProblem() {
        selected("code", "2/2");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "restore.shard: shard 2/2 gets nothing, entries selected: 1\n" + "  hint: use fewer shards");
    }

    @Test
    void whatIsNoShardIsAProblem() {
        for (String shard : Arrays.asList("0/2", "3/2", "2", "a/b", "1/0")) {
            Problems own = new Problems();
            Selection.parse("", shard, own);
            assertThat(own.all())
                    .extracting(Problem::toString)
                    .containsExactly("restore.shard: `" + shard + "` is not a shard\n  hint: write for example 2/8");
        }
    }

    @Test
    void nothingSelectedIsAProblem() {
        Selection.parse("", "", problems).select(catalog(List.of(), List.of()), Set.of(), problems);
        assertThat(problems.all()).extracting(Problem::toString).containsExactly("restore.only: nothing is selected");
    }

    private List<String> selected(String only, String shard) {
        Catalog mine = Selection.parse(only, shard, problems).select(catalog, Set.of("coverage"), problems);
        List<String> names = new ArrayList<>();
        mine.backups().forEach(backup -> names.add(backup.name()));
        mine.applications().forEach(entry -> names.add(entry.name()));
        return names;
    }

    private Backup backup(String name, String tag) {
        Settings document = Settings.of(new Node.Mapping(place(), Map.of()), problems);
        return new Backup(
                name,
                place(),
                labels(tag),
                ZoneOffset.UTC,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(2),
                Optional.empty(),
                List.of(),
                document);
    }

    private static Catalog catalog(List<Backup> backups, List<Backup> applications) {
        return new Catalog(
                backups, applications, List.of(), Optional.empty(), ImageNames.asWritten(), Optional.empty(), Set.of());
    }

    private static EntryLabels labels(String tag) {
        return new EntryLabels("", "", List.of(tag), Criticality.NORMAL);
    }

    private static Location place() {
        return new Location(Path.of("a.yml"), 1);
    }
}
