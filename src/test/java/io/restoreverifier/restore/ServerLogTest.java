package io.restoreverifier.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import org.junit.jupiter.api.Test;

class ServerLogTest {

    @Test
    void whatTheServerSaysOfItselfStays() {
        String log = """
                2026-11-22 21:52:27 UTC server: LOG:  database system is ready to accept connections
                2026-11-22 21:52:30 UTC server: LOG:  server process (PID 4711) was terminated by signal 9: Killed
                2026-11-22 21:52:30 UTC server: session: FATAL:  database "nope" does not exist""";

        assertThat(ServerLog.withoutRows(log))
                .containsExactly(
                        "2026-11-22 21:52:27 UTC LOG:  database system is ready to accept connections",
                        "2026-11-22 21:52:30 UTC LOG:  server process (PID 4711) was terminated by signal 9: Killed",
                        "2026-11-22 21:52:30 UTC FATAL:  database \"nope\" does not exist");
    }

    @Test
    void whatSessionsWriteGoes() {
        String log = """
                2026-11-22 21:52:30 UTC server: session: ERROR:  role "PLANTED" does not exist
                2026-11-22 21:52:30 UTC server: session: LOG:  PLANTED
                \tPLANTED in its second line
                2026-11-22 21:52:30 UTC server: session: STATEMENT:  select 'PLANTED'
                2026-11-22 21:52:30 UTC server: ERROR:  PLANTED in a parallel worker
                PLANTED""";

        assertThat(ServerLog.withoutRows(log))
                .containsExactly("2026-11-22 21:52:30 UTC ERROR:  ... in a parallel worker");
    }

    @Test
    void aServerThatFellBecauseItCouldNotWriteRanOutOfDisk() {
        String log = """
                2026-11-28 03:22:52 UTC server: session: PANIC:  could not write to file "pg_wal/xlogtemp.48": No space left on device
                2026-11-28 03:22:52 UTC server: LOG:  all server processes terminated; reinitializing""";

        assertThat(ServerLog.outOfDisk(log)).hasValueSatisfying(lack -> {
            assertThat(lack.code()).isEqualTo(FindingCode.OUT_OF_DISK);
            assertThat(lack)
                    .hasMessageContaining("could not write to file \"pg_wal/xlogtemp.48\": No space left on device");
        });
    }

    @Test
    void whatASessionSaysOfSpaceIsNoWordOfTheServers() {
        String log = """
                2026-11-28 03:22:52 UTC server: session: ERROR:  PANIC: it is as if: No space left on device
                2026-11-28 03:22:53 UTC server: ERROR:  PANIC: in a parallel worker: No space left on device
                2026-11-28 03:22:54 UTC server: LOG:  checkpoint complete""";

        assertThat(ServerLog.outOfDisk(log)).isEmpty();
    }
}
