package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restoreverifier.source.NamePattern.Matched;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|anything.dump|true",
                "clientarea-*.tar.gz|clientarea-2.tar.gz|true",
                "clientarea-*.tar.gz|clientareas-2.tar.gz|false",
                "a.dump|axdump|false",
                "?.dump|a.dump|true",
                "?.dump|ab.dump|false",
                "[a-c].dump|b.dump|true",
                "[!a-c].dump|b.dump|false",
                "[!a-c].dump|x.dump|true",
                "[]].dump|].dump|true",
                "*.{tar,tgz}|a.tgz|true",
                "*.{tar,tgz}|a.zip|false",
                "a,b}.dump|a,b}.dump|true",
                "\\*.dump|*.dump|true",
                "\\*.dump|a.dump|false",
            })
    void globsMatchAsInAShell(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern, ZoneOffset.UTC).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c-{time:yyyyMMdd'T'HHmmss'Z'}.dump|c-20261122T030405Z.dump|2026-11-22T03:04:05Z",
                "c-{time:yyyy-MM-dd}.dump|c-2026-11-22.dump|2026-11-22T00:00:00Z",
                "c-{time:uuuuMMddHHmm}.dump|c-202611220304.dump|2026-11-22T03:04:00Z",
                "c-{time:yyMMdd}*|c-261122-x.dump|2026-11-22T00:00:00Z",
                "c-{time:dd-MMM-yyyy}.dump|c-22-Nov-2026.dump|2026-11-22T00:00:00Z",
                "c-{time:yyyyMMdd_hhmma}.dump|c-20261122_0304PM.dump|2026-11-22T15:04:00Z",
                "c-{time:yyyyMMdd'T'HHmmssX}.dump|c-20261122T030405+02.dump|2026-11-22T01:04:05Z",
                "c-{time:yyyyMMdd'T'HHmmssX}.dump|c-20261122T030405Z.dump|2026-11-22T03:04:05Z",
                "c-{time:yyyyMMdd['T'HHmm]}.dump|c-20261122.dump|2026-11-22T00:00:00Z",
                "c-{time:yyyyMMdd['T'HHmm]}.dump|c-20261122T0304.dump|2026-11-22T03:04:00Z",
                "c-{time:yyyy-D}.dump|c-2026-326.dump|2026-11-22T00:00:00Z",
                "c-{time:yyyyMMddHHmmssSSS}.dump|c-20261122030405678.dump|2026-11-22T03:04:05.678Z",
                "*-{time:yyyyMMdd'}'HH}.dump|x-20261122}03.dump|2026-11-22T03:00:00Z",
            })
    void readsTheTimeInTheName(String pattern, String name, Instant time) {
        assertThat(NamePattern.of(pattern, ZoneOffset.UTC).match(name)).contains(new Matched(true, Optional.of(time)));
    }

    @Test
    void aQuotedZNamesNoZone() {
        NamePattern pattern = NamePattern.of("{time:yyyyMMdd'T'HHmmss'Z'}.dump", ZoneId.of("America/New_York"));
        assertThat(pattern.match("20261122T000000Z.dump"))
                .contains(new Matched(true, Optional.of(Instant.parse("2026-11-22T05:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({"20261301", "20260231", "20261100", "00000101"})
    void whatLooksLikeATimeAndIsNoneMatchesWithoutATime(String text) {
        NamePattern pattern = NamePattern.of("c-{time:yyyyMMdd}.dump", ZoneOffset.UTC);
        assertThat(pattern.match("c-" + text + ".dump")).contains(new Matched(true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"c-2026112.dump", "c-latest.dump", "c-20261122.dump.gz", "d-20261122.dump"})
    void whatDoesNotLookLikeATimeDoesNotMatch(String name) {
        assertThat(NamePattern.of("c-{time:yyyyMMdd}.dump", ZoneOffset.UTC).match(name))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{time:yyyyMMdd|{time:...} is not closed",
                "{time}.dump|{time} does not say how, write for example {time:yyyyMMdd}",
                "{time:yyyyMMdd}-{time:HH}|there can be only one {time:...}, and not within other braces",
                "{a,{time:yyyyMMdd}}|there can be only one {time:...}, and not within other braces",
                "{a,{b}}|a `{` stands within another one",
                "{a,b|a `{` is not closed",
                "[abc|a `[` is not closed",
                "[z-a]|a `[...]` has a range that is none",
                "a\\|a `\\` ends it",
                "sub/*.dump|it is a path: put the folder into `directory`",
                "{time:yyyyMM}|it does not tell the day",
                "{time:YYYYMMdd}|it does not tell the day",
                "{time:yyyyMMddhhmm}|it does not tell the hour of the day",
                "{time:yyyyMMddb}|Unknown pattern letter: b",
                "' '|it is empty",
            })
    void whatIsNoPatternSaysWhy(String pattern, String reason) {
        assertThatThrownBy(() -> NamePattern.of(pattern, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
