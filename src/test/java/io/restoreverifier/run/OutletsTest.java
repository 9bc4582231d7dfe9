package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.Masking;
import io.restoreverifier.model.Progress;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Stage;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everybody is told, whoever cannot be. */
class OutletsTest {
    private static final Ending ENDING = new Ending(
            new RunResult(
                    "1",
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    "1/1",
                    "none",
                    "",
                    Map.of(),
                    List.of(),
                    List.of()),
            Map.of(),
            Path.of("report"),
            Duration.ofSeconds(1));

    private final List<String> heard = new ArrayList<>();

    @Test
    void oneThatFailsKeepsNobodyElseFromBeingTold() {
        Outlets outlets = new Outlets(List.of(failing("no route to s3cr3t"), hearing()), Masking.of(Set.of("s3cr3t")));

        List<String> untold = outlets.tell(ENDING);

        assertThat(heard).containsExactly("told of run 1");
        assertThat(untold).hasSize(1);
        assertThat(untold.get(0)).startsWith("mail: no route to ").doesNotContain("s3cr3t");
    }

    @Test
    void anEntryBeginsOnceHoweverManyStagesItHas() {
        Progress progress = new Outlets(List.of(hearing()), Masking.NONE).beside(Progress.SILENT);

        progress.stage("customers", Stage.LOCATE, "");
        progress.stage("customers", Stage.FETCH, "");
        progress.stage("code", Stage.LOCATE, "");

        assertThat(heard).containsExactly("customers begins", "code begins");
    }

    @Test
    void whatFailsBeforeTheEndIsSaidAtTheEnd() {
        Outlets outlets = new Outlets(List.of(failing("refused")), Masking.NONE);

        outlets.runBegins("1", Instant.EPOCH);

        assertThat(outlets.tell(ENDING)).containsExactly("mail: refused", "mail: refused");
    }

    private Outlet hearing() {
        return new Outlet() {
            @Override
            public String name() {
                return "a list";
            }

            @Override
            public void begins(String entry, Instant now) {
                heard.add(entry + " begins");
            }

            @Override
            public void tell(Ending ending) {
                heard.add("told of run " + ending.run().id());
            }
        };
    }

    private static Outlet failing(String why) {
        return new Outlet() {
            @Override
            public String name() {
                return "mail";
            }

            @Override
            public void runBegins(String run, Instant now) {
                throw new OutletException(why);
            }

            @Override
            public void tell(Ending ending) {
                throw new OutletException(why);
            }
        };
    }
}
