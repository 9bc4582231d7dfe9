package io.restoreverifier.storage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Variable;

/**
 * How full the fixed disks of a host are: the storage table of HOST-RESOURCES-MIB, RFC 2790.
 *
 * @param most percent that may be used
 */
record Filesystems(int most) {
    private static final String TABLE = "1.3.6.1.2.1.25.2.3.1";
    private static final String FIXED_DISK = "1.3.6.1.2.1.25.2.1.4";

    /** One of them, in kilobytes. */
    record Usage(long size, long used) {
        int percent() {
            return (int) Math.min(100, Math.round(100.0 * used / size));
        }
    }

    /** By where they are mounted; those of no size are left out. */
    Map<String, Usage> seen(SnmpAgent agent) {
        Map<String, Variable> types = agent.column(TABLE + ".2");
        Map<String, Variable> names = agent.column(TABLE + ".3");
        Map<String, Variable> units = agent.column(TABLE + ".4");
        Map<String, Variable> sizes = agent.column(TABLE + ".5");
        Map<String, Variable> used = agent.column(TABLE + ".6");
        Map<String, Usage> seen = new TreeMap<>();
        types.forEach((index, type) -> {
            @Nullable Variable name = names.get(index);
            if (type.toString().equals(FIXED_DISK) && name != null) {
                long unit = number(units.get(index), Told.text(name));
                long size = number(sizes.get(index), Told.text(name)) * unit / 1024;
                if (size > 0) {
                    seen.put(Told.text(name), new Usage(size, number(used.get(index), Told.text(name)) * unit / 1024));
                }
            }
        });
        if (seen.isEmpty()) {
            throw new CannotTell(
                    FindingCode.NOTHING_CHECKED,
                    "the agent tells of no fixed disk under " + TABLE,
                    "does its view show HOST-RESOURCES-MIB?");
        }
        return seen;
    }

    List<CheckResult> held(Map<String, Usage> seen) {
        List<CheckResult> results = new ArrayList<>();
        seen.forEach((name, usage) -> results.add(held(name, usage)));
        return results;
    }

    private CheckResult held(String name, Usage usage) {
        String expected = "at most " + most + " % used";
        String found = usage.percent() + " % of " + gigabytes(usage.size());
        if (usage.percent() <= most) {
            return CheckResult.passed("filesystems", name, expected, found);
        }
        return CheckResult.withFinding(
                "filesystems",
                name,
                expected,
                found,
                Told.finding(
                        FindingCode.STORAGE_FULL,
                        Severity.ERROR,
                        name,
                        name + " is used to " + found + ", expected " + expected,
                        "make room, or give it more, before a backup is cut short"));
    }

    static String gigabytes(long kilobytes) {
        return String.format(java.util.Locale.ROOT, "%.1f GB", kilobytes / 1e6 * 1.024);
    }

    /** Sizes over 2^31 units come as negative numbers from agents that count in 32 bits. */
    private static long number(@Nullable Variable variable, String name) {
        if (variable == null || !variable.toString().matches("-?\\d{1,18}")) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the agent does not say how large " + name + " is, and how full",
                    "does its view show all of HOST-RESOURCES-MIB?");
        }
        long number = Long.parseLong(variable.toString());
        return number < 0 ? number & 0xFFFF_FFFFL : number;
    }
}
