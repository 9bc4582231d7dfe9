package io.restoreverifier.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void whoDoesNotAnswerIsToldAndHoldsUpNobody() {
        List<String> answers = Looks.at(
                List.of("good", "unreachable", "faulty"), LooksTest::ask, Duration.ofMinutes(1), LooksTest::told);

        assertThat(answers.subList(0, 2)).containsExactly("seen", "unreachable: SOURCE_UNREACHABLE: not mounted");
        assertThat(answers.get(2))
                .startsWith("faulty: INTERNAL_ERROR: unexpected IllegalStateException")
                .doesNotContain("pl4nted");
        assertThat(Looks.at(List.of("hanging"), LooksTest::ask, Duration.ofMillis(20), LooksTest::told))
                .singleElement()
                .asString()
                .startsWith("hanging: SOURCE_UNREACHABLE: it did not answer within ");
    }

    private static String told(String asked, Finding finding) {
        return asked + ": " + finding.code() + ": " + finding.message();
    }

    private static String ask(String what) {
        switch (what) {
            case "unreachable" -> throw new CannotTell(FindingCode.SOURCE_UNREACHABLE, "not mounted", "mount it");
            case "faulty" -> throw new IllegalStateException("pl4nted");
            case "hanging" -> hang();
            default -> {
                return "seen";
            }
        }
        return "";
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
