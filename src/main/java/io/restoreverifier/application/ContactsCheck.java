package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom the application tried to reach outside, where it reaches nobody. By default that is a warning; {@code contacts:} names
 * those that are known, and anybody else is an error.
 */
record ContactsCheck(Optional<List<String>> known) implements ApplicationCheck {

    @Override
    public String name() {
        return "contacts";
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        Contacts contacts = visit.application().contacts();
        String expected = known.map(names -> names.isEmpty() ? "nobody" : "nobody but " + String.join(", ", names))
                .orElse("");
        if (!contacts.areSeen()) {
            return List.of(CheckResult.notApplicable(name(), "", expected, notSeen()));
        }
        if (contacts.brokeOff()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "contacts: what records them ended before the checks did, so that nobody knows whom else it tried",
                    "did the application end it? look at what it runs");
        }
        List<String> others = contacts.all().stream().filter(this::isUnknown).toList();
        if (others.isEmpty()) {
            return List.of(CheckResult.passed(name(), "", expected, found(contacts.all())));
        }
        Finding finding = new Finding(
                FindingCode.CONTACTED_OUTSIDE,
                known.isPresent() ? Severity.ERROR : Severity.WARNING,
                Stage.CHECK,
                "",
                "the restored application tried to contact: " + String.join(", ", others) + "; it was refused",
                known.isPresent()
                        ? "if it should, add it to `checks: {contacts: [...]}`"
                        : "say whom it may try: `checks: {contacts: [...]}`, then anybody else is an error");
        return List.of(CheckResult.withFinding(name(), "", expected, found(contacts.all()), finding));
    }

    /** Whoever asks for it wants to know. */
    private String notSeen() {
        String reason = "the image has no perl to record it with; whatever it was, it was refused";
        if (known.isPresent()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED, "contacts: " + reason, "name an image that has perl, or leave it out");
        }
        return reason;
    }

    private boolean isUnknown(String contact) {
        String name = contact.replaceFirst(":\\d+$", "");
        return known.map(names -> !names.contains(name) && !names.contains(contact))
                .orElse(true);
    }

    private static String found(List<String> contacts) {
        return contacts.isEmpty() ? "nobody" : String.join(", ", contacts);
    }
}
