package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    private static final List<String> KNOWN = List.of("tables", "rows", "newest-data", "identity", "queries");

    @Test
    void theNearestNameIsSuggested() {
        assertThat(Suggestions.hint("tabels", KNOWN)).isEqualTo("did you mean `tables`?");
        assertThat(Suggestions.hint("row", KNOWN)).isEqualTo("did you mean `rows`?");
        assertThat(Suggestions.hint("NewestData", KNOWN)).isEqualTo("did you mean `newest-data`?");
    }

    @Test
    void whenNoneIsNearAllAreListed() {
        assertThat(Suggestions.hint("colour", KNOWN))
                .isEqualTo("known here: identity, newest-data, queries, rows, tables");
    }

    @Test
    void whenNoneAreKnownThereIsNoHint() {
        assertThat(Suggestions.hint("colour", List.of())).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstByNameIsTaken() {
        assertThat(Suggestions.nearest("cat", List.of("rat", "bat"))).contains("bat");
    }
}
