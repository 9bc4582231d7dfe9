package io.restoreverifier.report;

import io.restoreverifier.model.GroundMap;
import io.restoreverifier.model.GroundMap.Answer;
import io.restoreverifier.model.GroundMap.Fate;
import io.restoreverifier.model.GroundMap.Lost;
import io.restoreverifier.model.GroundMap.Place;
import io.restoreverifier.model.GroundMap.Role;
import io.restoreverifier.model.GroundMap.Tenant;
import io.restoreverifier.model.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code report.json} holds of where entries and their copies stand. */
record GroundPart(List<DomainPart> domains, List<LostPart> lost) {

    record DomainPart(String kind, String name, List<StandsPart> stands) {}

    /** @param as production, copy or storage */
    record StandsPart(
            String backup, String as, String name, @Nullable Verdict verdict) {}

    record LostPart(String domain, Verdict verdict, List<AnswerPart> backups) {}

    record AnswerPart(
            String backup,
            String fate,
            String copy,
            @Nullable BigDecimal rpoSeconds,
            @Nullable BigDecimal rtoSeconds,
            String answer) {}

    static GroundPart of(GroundMap map) {
        return new GroundPart(
                map.places().stream()
                        .map(place -> new DomainPart(
                                place.kind(),
                                place.name(),
                                place.tenants().stream().map(GroundPart::of).toList()))
                        .toList(),
                map.losses().stream()
                        .map(lost -> new LostPart(
                                lost.domain(),
                                lost.verdict(),
                                lost.answers().stream().map(GroundPart::of).toList()))
                        .toList());
    }

    private static StandsPart of(Tenant tenant) {
        return new StandsPart(
                tenant.entry(),
                written(tenant.role()),
                tenant.name(),
                tenant.proof().orElse(null));
    }

    private static AnswerPart of(Answer answer) {
        return new AnswerPart(
                answer.entry(),
                written(answer.fate()),
                answer.from(),
                ReportDocument.secondsOrNull(answer.age()),
                ReportDocument.secondsOrNull(answer.back()),
                answer.text());
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What was written, read again. */
    GroundMap read() {
        return new GroundMap(
                domains.stream()
                        .map(domain -> new Place(
                                domain.kind(),
                                domain.name(),
                                domain.stands().stream().map(GroundPart::read).toList()))
                        .toList(),
                lost.stream()
                        .map(one -> new Lost(
                                one.domain(),
                                one.backups().stream().map(GroundPart::read).toList()))
                        .toList());
    }

    private static Tenant read(StandsPart part) {
        return new Tenant(
                part.backup(),
                part.name(),
                ReportReader.constant(Role.class, part.as()),
                Optional.ofNullable(part.verdict()));
    }

    private static Answer read(AnswerPart part) {
        return new Answer(
                part.backup(),
                ReportReader.constant(Fate.class, part.fate()),
                part.copy(),
                ReportReader.duration(part.rpoSeconds()),
                ReportReader.duration(part.rtoSeconds()),
                part.answer());
    }
}
