package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRuleTest {
    private static final Ignored TERMS = new Ignored("OPS-1", LocalDate.of(2026, 11, 20));

    @ParameterizedTest
    @CsvSource({
        "a.b, a.b, true",
        "a.b, axb, false",
        "*, a/b.c, true",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "logs/*.txt, logs/deep/a.txt, true",
        "logs/*.txt, logs/a.txt.gz, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a[b], a[b], true",
        "what?, what?, true",
        "x\\E*, x\\Ey, true",
    })
    void theSubjectIsExactOrHasWildcards(String written, String subject, boolean meant) {
        IgnoreRule rule = new IgnoreRule(FindingCode.FILE_MISSING, written, TERMS);

        assertThat(rule.means(Finding.error(FindingCode.FILE_MISSING, Stage.CHECK, subject, "gone", "")))
                .isEqualTo(meant);
    }

    @Test
    void anotherCodeIsAnotherFinding() {
        IgnoreRule rule = new IgnoreRule(FindingCode.FILE_MISSING, "*", TERMS);

        assertThat(rule.means(Finding.error(FindingCode.FILE_CHANGED, Stage.CHECK, "a", "other", "")))
                .isFalse();
    }

    @Test
    void theLastDayCountsToItsEndWhereTheEntryIs() {
        IgnoreRule rule = new IgnoreRule(FindingCode.FILE_MISSING, "*", TERMS);
        Instant lateInBerlin = Instant.parse("2026-11-20T22:59:59Z");

        assertThat(rule.isExpired(lateInBerlin, ZoneId.of("Europe/Berlin"))).isFalse();
        assertThat(rule.isExpired(lateInBerlin.plusSeconds(1), ZoneId.of("Europe/Berlin")))
                .isTrue();
        assertThat(rule.isExpired(lateInBerlin.plusSeconds(1), ZoneOffset.UTC)).isFalse();
    }
}
