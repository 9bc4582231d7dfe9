package io.restoreverifier.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * A finding that an entry says to live with for a while.
 *
 * @param code of the findings it means; never one of COULD_NOT_VERIFY, since not knowing cannot be ignored
 * @param subject the subject of the findings it means, as it stands; {@code *} for any run of characters, {@code ?} for
 *     one
 */
public record IgnoreRule(FindingCode code, String subject, Ignored terms) {
    private static final Pattern WILDCARD = Pattern.compile("[*?]");

    public boolean means(Finding finding) {
        return finding.code() == code
                && (finding.subject().equals(subject)
                        || pattern().matcher(finding.subject()).matches());
    }

    /** Whether its last day is over, there where the entry's times are. */
    public boolean isExpired(Instant now, ZoneId zone) {
        return now.atZone(zone).toLocalDate().isAfter(terms.until());
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (var match = WILDCARD.matcher(subject); match.find(); end = match.end()) {
            regex.append(Pattern.quote(subject.substring(end, match.start())));
            regex.append(match.group().equals("*") ? ".*" : ".");
        }
        return Pattern.compile(
                regex.append(Pattern.quote(subject.substring(end))).toString(), Pattern.DOTALL);
    }
}
