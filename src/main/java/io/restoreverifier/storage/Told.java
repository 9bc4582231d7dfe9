package io.restoreverifier.storage;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import io.restoreverifier.model.Stage;
import java.util.Optional;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** The words of an agent, and results made of them. */
final class Told {
    private static final int LONGEST = 200;

    private Told() {}

    /** Text of an agent, without what could act in a terminal, and shortened. */
    static String text(Variable variable) {
        String text = variable instanceof OctetString octets && !octets.isPrintable()
                ? new String(octets.getValue(), java.nio.charset.StandardCharsets.UTF_8)
                : variable.toString();
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable;
    }

    /** A result that says what a meaning says. */
    static CheckResult result(String check, String subject, String expected, String found, Meaning meaning) {
        Optional<FindingCode> code = meaning.code();
        if (code.isEmpty()) {
            return CheckResult.passed(check, subject, expected, found);
        }
        return CheckResult.withFinding(
                check,
                subject,
                expected,
                found,
                finding(code.get(), meaning.severity(), subject, subject + " is " + found, meaning.hint()));
    }

    static Finding finding(FindingCode code, Severity severity, String subject, String message, String hint) {
        return severity == Severity.ERROR
                ? Finding.error(code, Stage.CHECK, subject, message, hint)
                : Finding.warning(code, Stage.CHECK, subject, message, hint);
    }
}
