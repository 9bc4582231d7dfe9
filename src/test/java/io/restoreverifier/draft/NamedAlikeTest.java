package io.restoreverifier.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.inspect.Glance;
import io.restoreverifier.model.Format;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedAlikeTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T03:00:00Z");

    @Test
    void aTimeInTheNameMakesGenerations() {
        NamedAlike one = one("db_2026-11-20.dump", "db_2026-11-21.dump", "db_2026-11-19.dump");

        assertThat(one.pattern()).isEqualTo("db_{time:yyyy-MM-dd}.dump");
        assertThat(one.isTimed()).isTrue();
        assertThat(one.newest().name()).isEqualTo("db_2026-11-21.dump");
    }

    @Test
    void oneNameWithATimeIsEnough() {
        assertThat(patterns("backup-20261121T030000Z.tar.gz"))
                .containsExactly("backup-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz");
    }

    @Test
    void whatStandsBesideTheTimeKeepsBackupsApart() {
        assertThat(patterns("app1-20261121.dump", "app2-20261121.dump", "app1-20261120.dump"))
                .containsExactly("app1-{time:yyyyMMdd}.dump", "app2-{time:yyyyMMdd}.dump");
    }

    @Test
    void idsBehindTheTimeDoNot() {
        assertThat(patterns("db-20261121-3fa9c1d0.dump", "db-20261120-77ab0012.dump"))
                .containsExactly("db-{time:yyyyMMdd}-*.dump");
    }

    @Test
    void weekdaysRotateInTheirOwnWriting() {
        assertThat(patterns("mon.dump", "tue.dump")).containsExactly("{mon,tue,wed,thu,fri,sat,sun}.dump");
        assertThat(patterns("mon.dump")).containsExactly("{mon,tue,wed,thu,fri,sat,sun}.dump");
        assertThat(patterns("shop-Friday.tar.gz", "shop-Monday.tar.gz"))
                .containsExactly("shop-{Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday}.tar.gz");
        assertThat(patterns("FRI.dump")).containsExactly("{MON,TUE,WED,THU,FRI,SAT,SUN}.dump");
    }

    @Test
    void oneNameThatHoldsADayIsNoRotation() {
        assertThat(patterns("shop-sun-config.tar")).containsExactly("shop-sun-config.tar");
        assertThat(patterns("money.dump", "sunday-school.dump")).contains("money.dump");
    }

    @Test
    void secondsSince1970AreGenerations() {
        assertThat(patterns("db-1763694000.dump")).containsExactly("db-[0-9]*.dump");
        assertThat(patterns("db-1763694000.dump", "db-1763780400.dump")).containsExactly("db-[0-9]*.dump");
    }

    @Test
    void rotatedNumbersAreGenerations() {
        assertThat(patterns("db.1.dump", "db.2.dump", "db.10.dump")).containsExactly("db.[0-9]*.dump");
    }

    @Test
    void theOneWithoutANumberBelongsToThem() {
        NamedAlike one = one("db.dump.1", "db.dump.2", "db.dump");

        assertThat(one.pattern()).isEqualTo("db.dump{,.[0-9]*}");
        assertThat(one.files()).hasSize(3);
    }

    @Test
    void oneNumberAloneIsPartOfAName() {
        assertThat(patterns("shop-2.dump")).containsExactly("shop-2.dump");
    }

    @Test
    void twoDatabasesAreNoGenerationsOfOne() {
        List<Found> files = List.of(found("server-1.dump", "billing", 1), found("server-2.dump", "shop", 2));

        assertThat(NamedAlike.group(files))
                .extracting(NamedAlike::pattern)
                .containsExactly("server-1.dump", "server-2.dump");
    }

    @Test
    void everyFileIsInExactlyOneGroup() {
        String[] names = {"a.dump", "a-2026-11-21.dump", "a.1.dump", "a.2.dump", "mon.dump", "x[1].dump", "a-1.dump"};

        assertThat(NamedAlike.group(files(names)))
                .flatExtracting(NamedAlike::files)
                .extracting(Found::name)
                .containsExactlyInAnyOrder(names);
        assertThat(patterns(names)).contains("x\\[1].dump");
    }

    private static NamedAlike one(String... names) {
        List<NamedAlike> groups = NamedAlike.group(files(names));
        assertThat(groups).hasSize(1);
        return groups.get(0);
    }

    private static List<String> patterns(String... names) {
        return NamedAlike.group(files(names)).stream().map(NamedAlike::pattern).toList();
    }

    private static List<Found> files(String... names) {
        List<Found> files = new ArrayList<>();
        for (String name : names) {
            files.add(found(name, "shop", files.size()));
        }
        return files;
    }

    private static Found found(String name, String database, int day) {
        Glance glance = new Glance(Optional.of(Format.POSTGRESQL_CUSTOM), "a PostgreSQL custom-format dump", database);
        return new Found(Path.of("/srv/backups", name), 1000, FIRST.plusSeconds(86_400L * day), glance);
    }
}
