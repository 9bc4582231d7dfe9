package io.restoreverifier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each finding code is explained in docs/findings.md, and nothing else is. */
class FindingsDocumentTest {
    private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)\n");

    @Test
    void theSectionsAreTheCodesInTheirOrder() throws IOException {
        List<String> sections = new ArrayList<>();
        Matcher matcher = SECTION.matcher(document());
        while (matcher.find()) {
            sections.add(matcher.group(1));
        }

        assertThat(sections)
                .containsExactlyElementsOf(
                        Arrays.stream(FindingCode.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aSectionSaysTheVerdictWhatItMeansHowItComesAboutAndWhatToDo(FindingCode code) throws IOException {
        String section = document().split("\n### " + code + "\n", 2)[1].split("\n##", 2)[0];

        assertThat(section)
                .startsWith("Verdict: " + code.verdict() + "\n")
                .contains("- **Means:** ", "- **Comes about:** ", "- **Do:** ");
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/findings.md"));
    }
}
