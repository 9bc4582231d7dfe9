package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Role;
import io.restoreverifier.model.GroundMap.Tenant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroundMapTest {
    private static final Tenant SHOP = new Tenant("shop", "production", Role.PRODUCTION, Optional.empty());
    private static final Tenant MAIL = new Tenant("mail", "vault", Role.COPY, Optional.of(Verdict.PASSED));

    @Test
    void mapsOfShardsAreOneInWhichTheWorseAnswerStands() {
        GroundMap one = new GroundMap(
                List.of(new Place("site", "fremont", List.of(SHOP)), new Place("host", "vault", List.of())),
                List.of(new Lost(
                        "fremont", List.of(answer("shop", Fate.COMES_BACK), answer("part", Fate.COMES_BACK)))));
        GroundMap other = new GroundMap(
                List.of(new Place("site", "fremont", List.of(SHOP)), new Place("host", "vault", List.of(MAIL))),
                List.of(new Lost("fremont", List.of(answer("part", Fate.UNKNOWN), answer("mail", Fate.LOST)))));

        GroundMap joined = GroundMap.joined(List.of(one, other, GroundMap.NONE));

        assertThat(joined.places())
                .containsExactly(
                        new Place("site", "fremont", List.of(SHOP)), new Place("host", "vault", List.of(MAIL)));
        assertThat(joined.losses())
                .containsExactly(new Lost(
                        "fremont",
                        List.of(
                                answer("shop", Fate.COMES_BACK),
                                answer("part", Fate.UNKNOWN),
                                answer("mail", Fate.LOST))));
    }

    @Test
    void aLossIsAsBadAsItsWorstAnswer() {
        assertThat(new Lost("x", List.of()).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(new Lost("x", List.of(answer("a", Fate.COMES_BACK))).verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(new Lost("x", List.of(answer("a", Fate.UNKNOWN), answer("b", Fate.COMES_BACK))).verdict())
                .isEqualTo(Verdict.COULD_NOT_VERIFY);
        assertThat(new Lost("x", List.of(answer("a", Fate.UNKNOWN), answer("b", Fate.LOST))).verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void hostileNamesStayText() {
        GroundMap map = new GroundMap(
                List.of(new Place(
                        "site",
                        "<script>\u0000&",
                        List.of(new Tenant("a<b>\u0007", "\"", Role.STORAGE, Optional.empty())))),
                List.of());

        assertThat(GroundDrawing.of(map))
                .contains("site &lt;script&gt; &amp;")
                .contains("a&lt;b&gt; ")
                .doesNotContain("<script>")
                .doesNotContain("\u0000")
                .doesNotContain("\u0007");
    }

    @Test
    void anEntryThatStandsInMoreThanFitsIsGoneOnWithBelow() {
        List<Place> places = java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> new Place("host", "h" + i, List.of(SHOP, MAIL)))
                .toList();

        assertThat(GroundSections.of(places, 12, 30))
                .extracting(
                        section -> section.entries() + " " + section.places().size())
                .containsExactly("[mail] 12", "[mail] 12", "[mail] 6", "[shop] 12", "[shop] 12", "[shop] 6");
    }

    private static Answer answer(String entry, Fate fate) {
        return new Answer(entry, fate, "", Optional.empty(), Optional.empty(), fate.name());
    }
}
