package io.restoreverifier.storage;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Expected;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snmp4j.smi.Variable;

/**
 * Any value, every value of a column, or the output of a command that net-snmp's agent extends itself by.
 *
 * @param numbers of the value, or of the column
 */
record ValueQuestion(String name, String numbers, boolean column, Expected expected) implements Question {
    private static final String CHECK = "expect";

    @Override
    public List<CheckResult> put(SnmpAgent agent) {
        Map<String, Variable> values = new LinkedHashMap<>();
        if (column) {
            values.putAll(agent.column(numbers));
        } else {
            agent.value(numbers).ifPresent(value -> values.put("", value));
        }
        if (values.isEmpty()) {
            return List.of(
                    failed(name, "nothing", name + ": the agent has nothing at " + numbers + ", expected " + expected));
        }
        List<CheckResult> results = new ArrayList<>();
        values.forEach((index, value) -> results.add(held(index, Told.text(value))));
        return results;
    }

    private CheckResult held(String index, String found) {
        String subject = index.isEmpty() ? name : name + " " + index;
        return expected.holds(found)
                ? CheckResult.passed(CHECK, subject, expected.toString(), found)
                : failed(subject, found, subject + " is " + found + ", expected " + expected);
    }

    private CheckResult failed(String subject, String found, String message) {
        return CheckResult.withFinding(
                CHECK,
                subject,
                expected.toString(),
                found,
                Told.finding(
                        FindingCode.STORAGE_FAULT,
                        Severity.ERROR,
                        subject,
                        message,
                        "look at the machine; if this is how it should be, change `expect:`"));
    }
}
