package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * An agent that answers over SNMP. Only asks. What an agent does to us is bounded: by the time it has for each answer, by
 * the rows of a column, and by its answers having to go forward. For one thread; whoever opens it closes it.
 */
final class SnmpAgent implements AutoCloseable {
    /** More rows are no disks. */
    static final int MOST_ROWS = 10_000;

    private static final int ROWS_AT_ONCE = 20;
    /** The branch of a report that refuses: RFC 3414, usmStats. */
    private static final String REFUSALS = "1.3.6.1.6.3.15.1.1";

    private static final Map<Integer, String> REASONS = Map.of(
            1, "it does not support that level of security",
            3, "it does not know the user",
            5, "the passphrase of authentication is wrong",
            6, "the passphrase of privacy is wrong");

    private final AgentAddress address;
    private final Snmp snmp;
    private final Target<? extends Address> target;
    private final PduMaker pdus;

    /** Makes an empty question of the version that is spoken. */
    @FunctionalInterface
    interface PduMaker {
        PDU make();
    }

    SnmpAgent(AgentAddress address, Snmp snmp, Target<? extends Address> target, PduMaker pdus) {
        this.address = address;
        this.snmp = snmp;
        this.target = target;
        this.pdus = pdus;
    }

    /** One value; empty when the agent has none there. */
    Optional<Variable> value(String numbers) {
        PDU question = pdus.make();
        question.setType(PDU.GET);
        question.add(new VariableBinding(new OID(numbers)));
        Variable found = answer(question).get(0).getVariable();
        return found.isException() || found instanceof Null ? Optional.empty() : Optional.of(found);
    }

    /**
     * The values of a column by their index, in the agent's order; empty when it has no such column.
     *
     * @throws CannotTell TOOL_FAILED when it answers without end, or in no order
     */
    Map<String, Variable> column(String numbers) {
        OID column = new OID(numbers);
        Map<String, Variable> values = new LinkedHashMap<>();
        OID last = column;
        while (true) {
            PDU question = pdus.make();
            question.setType(PDU.GETBULK);
            question.setMaxRepetitions(ROWS_AT_ONCE);
            question.add(new VariableBinding(last));
            for (VariableBinding binding : answer(question).getVariableBindings()) {
                OID oid = binding.getOid();
                if (!oid.startsWith(column) || binding.getVariable().isException()) {
                    return values;
                }
                if (oid.compareTo(last) <= 0) {
                    throw nonsense("its answers do not go forward: " + oid + " comes after " + last);
                }
                last = oid;
                values.put(index(oid, column), binding.getVariable());
                if (values.size() > MOST_ROWS) {
                    throw nonsense("it has more than " + MOST_ROWS + " rows under " + column);
                }
            }
        }
    }

    private static String index(OID oid, OID column) {
        return new OID(oid.getValue(), column.size(), oid.size() - column.size()).toString();
    }

    private PDU answer(PDU question) {
        ResponseEvent<? extends Address> event = send(question);
        @Nullable PDU answer = event.getResponse();
        if (answer == null && event.getError() != null) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "agent " + address + " cannot be asked: " + event.getError().getMessage(),
                    "can this machine reach it by UDP?");
        }
        if (answer == null) {
            throw silent();
        }
        if (answer.getType() == PDU.REPORT) {
            throw refused(answer);
        }
        if (answer.getErrorStatus() != PDU.noError) {
            throw nonsense("it answers with the error: " + answer.getErrorStatusText());
        }
        if (answer.size() == 0) {
            throw nonsense("its answer is empty");
        }
        return answer;
    }

    private ResponseEvent<? extends Address> send(PDU question) {
        try {
            return snmp.send(question, target);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "agent " + address + " cannot be asked: " + e.getMessage(),
                    "can this machine reach it by UDP?",
                    e);
        }
    }

    private CannotTell silent() {
        if (target instanceof UserTarget<?> user
                && snmp.discoverAuthoritativeEngineID(
                                user.getAddress(), address.timeout().toMillis())
                        != null) {
            // RFC 3414: an engine tells its number to anybody, and throws away what it cannot decrypt.
            return new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "agent " + address + " is up, and does not answer the user " + user.getSecurityName(),
                    "compare the passphrase and the protocol of `privacy:` with what the agent was given: it throws"
                            + " away what it cannot decrypt");
        }
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE,
                "agent " + address + " did not answer within " + Durations.format(address.timeout()) + ", asked "
                        + (address.retries() + 1) + " times",
                "is it up, is UDP let through, and is the community or the passphrase right? an agent does not answer"
                        + " a wrong one");
    }

    private CannotTell refused(PDU report) {
        OID reason = report.get(0).getOid();
        OID refusals = new OID(REFUSALS);
        int number = reason.startsWith(refusals) ? reason.get(refusals.size()) : 0;
        return new CannotTell(
                FindingCode.SOURCE_UNREACHABLE,
                "agent " + address + " refuses: " + REASONS.getOrDefault(number, "its report is " + reason),
                "compare `snmp:` with what the agent was given");
    }

    private CannotTell nonsense(String what) {
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "agent " + address + " makes no sense: " + what,
                "is it the agent that was meant? try snmpbulkwalk on it");
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            // A socket of ours that nobody waits for.
        }
    }
}
