package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.storage.StateTable.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Variable;

/**
 * The arrays, disks and batteries that a maker's MIB tells.
 *
 * @param disks how many there must be; empty when the entry does not say
 */
record PresetQuestion(Preset preset, OptionalLong disks) implements Question {

    @Override
    public List<CheckResult> put(SnmpAgent agent) {
        List<CheckResult> results = new ArrayList<>();
        long there = 0;
        for (StateTable table : preset.tables()) {
            List<CheckResult> rows = rows(agent, table);
            results.addAll(rows);
            if (table.what().equals(StateTable.DISK)) {
                there += rows.stream().filter(PresetQuestion::isThere).count();
            }
        }
        if (results.isEmpty()) {
            throw new CannotTell(
                    FindingCode.NOTHING_CHECKED,
                    "the agent tells nothing of " + preset.label() + ": no disk, no array, no battery under "
                            + preset.root(),
                    "is the preset right, and does the agent's view show that branch?");
        }
        if (disks.isPresent()) {
            results.add(counted(there, disks.getAsLong()));
        }
        return results;
    }

    private List<CheckResult> rows(SnmpAgent agent, StateTable table) {
        Map<String, Variable> states = agent.column(table.states());
        Map<String, Variable> names =
                states.isEmpty() || table.names().isEmpty() ? Map.of() : agent.column(table.names());
        List<CheckResult> results = new ArrayList<>();
        states.forEach((index, state) -> {
            @Nullable Variable name = names.get(index);
            String subject = table.what() + " " + index + (name == null ? "" : " (" + Told.text(name) + ")");
            results.add(row(table, subject, state));
        });
        return results;
    }

    private CheckResult row(StateTable table, String subject, Variable value) {
        String check = preset.label();
        Optional<State> state = number(value)
                .flatMap(number -> Optional.ofNullable(table.known().get(number)));
        if (state.isEmpty()) {
            CannotTell unknown = new CannotTell(
                    FindingCode.TOOL_FAILED,
                    subject + " is in state " + Told.text(value) + ", which says nothing of it",
                    "look at the controller itself");
            return CheckResult.withFinding(
                    check,
                    subject,
                    "a state that is known",
                    Told.text(value),
                    unknown.toFinding(io.restoreverifier.model.Stage.CHECK));
        }
        return Told.result(
                check, subject, "sound", state.get().word(), state.get().meaning());
    }

    private static Optional<Integer> number(Variable value) {
        // Some agents write numbers as texts.
        String text = value.toString().strip();
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static boolean isThere(CheckResult disk) {
        return disk.findings().stream().noneMatch(finding -> finding.code() == FindingCode.DISK_MISSING);
    }

    private CheckResult counted(long there, long declared) {
        String expected = declared + " disks";
        String found = there + " disks";
        if (there >= declared) {
            return CheckResult.passed(preset.label(), "disks", "at least " + expected, found);
        }
        return CheckResult.withFinding(
                preset.label(),
                "disks",
                "at least " + expected,
                found,
                Told.finding(
                        FindingCode.DISK_MISSING,
                        io.restoreverifier.model.Severity.ERROR,
                        "disks",
                        "the controller knows " + found + ", expected " + expected,
                        "which bay is empty? when one was taken out on purpose, say so with `disks: " + there + "`"));
    }
}
