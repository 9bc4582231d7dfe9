package io.restoreverifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Status;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest canary in a restored database tells whose it is, and how old. */
class CanaryIT {
    private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(26));
    private static final CanaryCheck OURS = new CanaryCheck(Optional.of("fremont-1"), Optional.empty());
    private static final CanaryCheck ANY = new CanaryCheck(Optional.empty(), Optional.empty());

    @TempDir
    static Path home;

    private static LiveSample sample;

    @BeforeAll
    static void restore() {
        sample = LiveSample.restore(home);
    }

    @AfterAll
    static void dispose() {
        sample.close();
    }

    @BeforeEach
    void table() throws SQLException {
        sample.execute("create table restore_verifier_canary (system text, database text, host text,"
                + " system_identifier text, written_at timestamptz, nonce uuid)");
    }

    @AfterEach
    void noTable() throws SQLException {
        sample.execute("drop table restore_verifier_canary");
    }

    @Test
    void oneOfTheRightSystemPasses() throws SQLException {
        write("fremont-1", "2026-11-21 02:14:30+00");

        assertThat(sample.put(OURS, DAY).results()).allMatch(r -> r.status() == Status.PASSED);
        assertThat(sample.result(ANY, DAY).found())
                .isEqualTo("2026-11-21T02:14:30Z, 3h 45m old, of system fremont-1, database clientarea on 10.0.0.7");
    }

    @Test
    void oneOfAnotherSystemIsTold() throws SQLException {
        write("fremont-1", "2026-11-20 02:14:30+00");
        write("dallas-2", "2026-11-21 02:14:30+00");

        Finding finding = sample.finding(OURS, DAY);

        assertThat(finding.code()).isEqualTo(FindingCode.WRONG_SYSTEM);
        assertThat(finding.message())
                .isEqualTo("the newest canary is of system dallas-2, expected fremont-1 (canary: system dallas-2,"
                        + " database clientarea on 10.0.0.7)");
    }

    @Test
    void noneIsToldWithTheLineToRun() {
        Finding finding = sample.finding(OURS, DAY);

        assertThat(finding.code()).isEqualTo(FindingCode.WRONG_SYSTEM);
        assertThat(finding.message())
                .isEqualTo(
                        "the restored database has no canary, expected one of system fremont-1: the canary's table is"
                                + " empty");
        assertThat(finding.hint())
                .isEqualTo(
                        "does the backup job dump another system? in its job, before pg_dump: psql -X -q -f canary.sql"
                                + " -v system=fremont-1 DATABASE");
        assertThat(sample.result(ANY, DAY).status()).isEqualTo(Status.NOT_APPLICABLE);
    }

    @Test
    void oneThatStoppedIsTold() throws SQLException {
        write("fremont-1", "2026-11-18 02:14:30+00");

        assertThat(sample.finding(ANY, DAY).message())
                .isEqualTo("the canary is 3d 3h old (of 2026-11-18T02:14:30Z, system fremont-1, database clientarea on"
                        + " 10.0.0.7), expected at most 1d 2h old");
    }

    @Test
    void whatElseStandsThereIsNotShown() throws SQLException {
        write("Mrs. Larkspur, card 4929", "2026-11-21 02:14:30+00");

        assertThat(sample.finding(OURS, DAY).message())
                .doesNotContain("Larkspur")
                .contains("a name of 24 characters");
    }

    private static void write(String system, String at) throws SQLException {
        sample.execute("insert into restore_verifier_canary values ('" + system
                + "', 'clientarea', '10.0.0.7', '7712', '" + at + "', gen_random_uuid())");
    }
}
