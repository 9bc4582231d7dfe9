package io.restoreverifier.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Criticality;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.GroundMap;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.NotDue;
import io.restoreverifier.model.Objective;
import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.StageResult;
import io.restoreverifier.model.Status;
import io.restoreverifier.report.ReportDocument.ArtifactPart;
import io.restoreverifier.report.ReportDocument.CheckPart;
import io.restoreverifier.report.ReportDocument.Entry;
import io.restoreverifier.report.ReportDocument.FindingPart;
import io.restoreverifier.report.ReportDocument.NotDuePart;
import io.restoreverifier.report.ReportDocument.ObjectivePart;
import io.restoreverifier.report.ReportDocument.StagePart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code report.json} back. What is not in it stays behind: attachments, and which check a finding came from; a
 * run that was read is written again as the same text.
 */
final class ReportReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ReportReader() {}

    /** @throws ReportException that says what is wrong with the file, without its path */
    static RunResult read(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            int version = root.path("schemaVersion").asInt(0);
            if (version != ReportDocument.SCHEMA_VERSION) {
                throw new ReportException("its schemaVersion is "
                        + root.path("schemaVersion").asText("missing") + ", expected " + ReportDocument.SCHEMA_VERSION);
            }
            return run(JSON.treeToValue(root, ReportDocument.class));
        } catch (NoSuchFileException e) {
            throw new ReportException("there is none", e);
        } catch (JacksonException e) {
            throw new ReportException("it is no report: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ReportException("it cannot be read: " + e, e);
        } catch (IllegalArgumentException | NullPointerException | java.time.DateTimeException e) {
            throw new ReportException("it holds what this version does not know: " + e.getMessage(), e);
        }
    }

    private static RunResult run(ReportDocument document) {
        ReportDocument.Run run = document.run();
        return new RunResult(
                run.id(),
                Instant.parse(run.started()),
                Instant.parse(run.finished()),
                Instant.parse(run.asOf()),
                run.shard(),
                run.sandbox(),
                run.version(),
                run.environment(),
                document.backups().stream().map(ReportReader::outcome).toList(),
                document.notDue().stream().map(ReportReader::notDue).toList(),
                Optional.ofNullable(document.ground()).map(GroundPart::read).orElse(GroundMap.NONE));
    }

    private static Outcome outcome(Entry entry) {
        return new Outcome(
                entry.backup(),
                entry.kind(),
                new EntryLabels(
                        entry.description(),
                        entry.owner(),
                        entry.tags(),
                        constant(Criticality.class, entry.severity())),
                entry.verdict(),
                Optional.ofNullable(entry.artifact()).map(ReportReader::artifact),
                Optional.ofNullable(entry.artifact()).map(ArtifactPart::sha256).orElse(""),
                objective(entry.rpo()),
                objective(entry.rto()),
                Instant.parse(entry.started()),
                Instant.parse(entry.finished()),
                entry.stages().stream().map(ReportReader::stage).toList(),
                entry.checks().stream().map(ReportReader::check).toList(),
                entry.findings().stream().map(ReportReader::finding).toList(),
                List.of(),
                entry.notes());
    }

    private static NotDue notDue(NotDuePart part) {
        return new NotDue(
                part.backup(),
                new EntryLabels("", part.owner(), List.of(), Criticality.NORMAL),
                exactly(part.everySeconds()),
                Instant.parse(part.passed()),
                part.artifact(),
                Instant.parse(part.due()));
    }

    private static Artifact artifact(ArtifactPart part) {
        return new Artifact(
                part.name(),
                part.location(),
                part.bytes(),
                Instant.parse(part.producedAt()),
                constant(Artifact.TimeFrom.class, part.timeFrom()));
    }

    private static Objective objective(ObjectivePart part) {
        return new Objective(duration(part.objectiveSeconds()), duration(part.measuredSeconds()));
    }

    private static StageResult stage(StagePart part) {
        return new StageResult(
                constant(Stage.class, part.stage()),
                constant(Status.class, part.status()),
                Instant.parse(part.started()),
                exactly(part.seconds()));
    }

    private static CheckResult check(CheckPart part) {
        return new CheckResult(
                part.check(),
                part.subject(),
                constant(Status.class, part.status()),
                part.expected(),
                part.found(),
                List.of(),
                exactly(part.seconds()),
                part.ignored());
    }

    private static Finding finding(FindingPart part) {
        return new Finding(
                constant(FindingCode.class, part.code()),
                constant(Severity.class, part.severity()),
                constant(Stage.class, part.stage()),
                part.subject(),
                part.message(),
                part.hint(),
                Optional.ofNullable(part.ignored())
                        .map(terms -> new Ignored(terms.reason(), LocalDate.parse(terms.until()))));
    }

    static <E extends Enum<E>> E constant(Class<E> type, String written) {
        return Enum.valueOf(type, written.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Optional<Duration> duration(@Nullable BigDecimal seconds) {
        return Optional.ofNullable(seconds).map(ReportReader::exactly);
    }

    private static Duration exactly(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
