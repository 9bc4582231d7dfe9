package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final String SECRET = "s3cr&t/w+rd ü";
    private final Masking masking = Masking.of(List.of(SECRET));

    @Test
    void aSecretIsReplacedWhereverItStands() {
        assertThat(masking.mask("login " + SECRET + ", again " + SECRET)).isEqualTo("login ***, again ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr%26t%2Fw%2Brd+%C3%BC", "s3cr%26t%2Fw%2Brd%20%C3%BC", "s3cr%26t%2fw%2brd%20%c3%bc"})
    void itsFormInAUrlIsReplaced(String inUrl) {
        assertThat(masking.mask("http://host/?password=" + inUrl + "&x=1")).isEqualTo("http://host/?password=***&x=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "user:", "someone:"})
    void itsBase64IsReplacedAlsoInsideOfALongerText(String before) {
        byte[] bytes = (before + SECRET + "tail").getBytes(StandardCharsets.UTF_8);

        String masked =
                masking.mask("Authorization: Basic " + Base64.getEncoder().encodeToString(bytes));

        assertThat(masked).contains("***");
        byte[] core = SECRET.substring(1, SECRET.length() - 1).getBytes(StandardCharsets.UTF_8);
        assertThat(masked)
                .doesNotContain(Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(core)
                        .substring(0, 8));
        assertThat(masked.length()).isLessThan("Authorization: Basic ".length() + 22);
    }

    @Test
    void secretsThatOverlapLeaveNothingBehind() {
        assertThat(Masking.of(List.of("abcdef", "defghi")).mask("x abcdefghi y"))
                .isEqualTo("x *** y");
    }

    @Test
    void theLongerOfTwoIsHiddenAsAWhole() {
        assertThat(Masking.of(List.of("pass", "password-1")).mask("password-1")).isEqualTo("***");
    }

    @Test
    void eachLongLineOfAKeyIsHidden() {
        Masking key = Masking.of(List.of("-----BEGIN KEY-----\nMIIEvQIBADANBgkqh\n-----END KEY-----\n"));

        assertThat(key.mask("debug: MIIEvQIBADANBgkqh")).isEqualTo("debug: ***");
    }

    @Test
    void aSecretWithALineBreakAtItsEndIsHiddenWithoutIt() {
        assertThat(Masking.of(List.of("hunter22\n")).mask("password hunter22 refused"))
                .isEqualTo("password *** refused");
    }

    @Test
    void blankAndVeryShortOnesAreNotHidden() {
        assertThat(Masking.of(List.of("", "   ", "    ", "abc")).mask("abc    12"))
                .isEqualTo("abc    12");
    }

    @Test
    void thePasswordOfAUriIsHiddenThoughNobodyGaveIt() {
        assertThat(Masking.NONE.mask("sftp://backup:p@ss:word@host/dir and http://host:8080/x"))
                .isEqualTo("sftp://backup:***@host/dir and http://host:8080/x");
    }

    @Test
    void everyTextOfARunIsMaskedExceptWhatIdentifiesIt() {
        RunResult masked = masking.masked(runWithSecretEverywhere());

        List<String> leaks = new ArrayList<>();
        collectTexts("run", masked, leaks);
        assertThat(leaks).isEmpty();
        assertThat(masked.outcomes().get(0).attachments().get(0).content()).isEqualTo("***");
    }

    private static RunResult runWithSecretEverywhere() {
        Instant time = Instant.EPOCH;
        Finding finding = Finding.error(FindingCode.TOOL_FAILED, Stage.FETCH, SECRET, SECRET, SECRET);
        Outcome outcome = new Outcome(
                "entry",
                "database",
                new EntryLabels(SECRET, SECRET, List.of(SECRET), Criticality.NORMAL),
                Verdict.FAILED,
                Optional.of(new Artifact(SECRET, SECRET, 1, time, Artifact.TimeFrom.NAME)),
                "",
                Objective.none(),
                Objective.none(),
                time,
                time,
                List.of(new StageResult(Stage.FETCH, Status.FAILED, time, Duration.ZERO)),
                List.of(CheckResult.withFinding(SECRET, SECRET, SECRET, SECRET, finding)),
                List.of(finding),
                List.of(Attachment.text(SECRET, SECRET)),
                List.of(SECRET));
        return new RunResult(
                        "id",
                        time,
                        time,
                        time,
                        "1/1",
                        "docker",
                        "1",
                        Map.of("fact", SECRET),
                        List.of(outcome),
                        List.of())
                .on(ground());
    }

    private static GroundMap ground() {
        return new GroundMap(
                List.of(new GroundMap.Place(
                        "site",
                        SECRET,
                        List.of(new GroundMap.Tenant("entry", SECRET, GroundMap.Role.PRODUCTION, Optional.empty())))),
                List.of(new GroundMap.Lost(
                        SECRET,
                        List.of(new GroundMap.Answer(
                                "entry", GroundMap.Fate.LOST, SECRET, Optional.empty(), Optional.empty(), SECRET)))));
    }

    /** Walks records by their components, so that a text that is added later is not forgotten here. */
    private static void collectTexts(String path, Object value, List<String> leaks) {
        if (value instanceof String text && text.contains(SECRET)) {
            leaks.add(path);
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> collectTexts(path + "[]", item, leaks));
        } else if (value instanceof Map<?, ?> map) {
            collectTexts(path, map.values(), leaks);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(item -> collectTexts(path, item, leaks));
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                collectTexts(path + "." + component.getName(), read(component, value), leaks);
            }
        }
    }

    private static Object read(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
