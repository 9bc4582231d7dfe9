package io.restoreverifier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The same contract where nobody has rights. */
class LocalSandboxAsOrdinaryUserIT {

    /** Runs the tests of {@link LocalSandboxIT}, in a process of the user's own. */
    static final class Launch {
        public static void main(String[] arguments) {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            try (LauncherSession session = LauncherFactory.openSession()) {
                session.getLauncher()
                        .execute(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(LocalSandboxIT.class))
                                        .build(),
                                summary);
            }
            summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 5);
            System.out.println("passed " + summary.getSummary().getTestsSucceededCount() + ", failed "
                    + summary.getSummary().getTotalFailureCount());
        }
    }

    @Test
    void anOrdinaryUserHasTheSameSandboxes() throws Exception {
        try (OrdinaryUser user = OrdinaryUser.make()) {
            Process process = user.java(List.of(), Launch.class);
            boolean ended = process.waitFor(8, TimeUnit.MINUTES);
            process.destroyForcibly();

            assertThat(ended).as(user.output()).isTrue();
            assertThat(user.output()).containsPattern("passed [4-9][0-9], failed 0");
        }
    }
}
