package io.restoreverifier.storage;

import io.restoreverifier.model.CheckResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The software RAID of Linux, as the kernel writes it into {@code /proc/mdstat} (md(4)). */
final class Mdstat {
    private static final String CHECK = "mdstat";
    private static final Pattern ARRAY = Pattern.compile("^(md[\\w/.-]+) : (active|inactive)\\b(.*)$");
    private static final Pattern DISK = Pattern.compile("([\\w/!-]+)\\[\\d+]((?:\\([A-Z]\\))*)");
    private static final Pattern COUNT = Pattern.compile("\\[(\\d{1,9})/(\\d{1,9})]");
    private static final Pattern WORK =
            Pattern.compile("\\b(recovery|resync|reshape)\\s*=\\s*([0-9.]+%|DELAYED|PENDING)");

    private final List<CheckResult> results = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private String array = "";

    private Mdstat() {}

    /**
     * A result for each array and each of its disks; empty when the text names no array and none is declared.
     *
     * @param declared arrays that must be there: the kernel says nothing of one that was not assembled
     */
    static List<CheckResult> read(String text, List<String> declared) {
        Mdstat mdstat = new Mdstat();
        text.lines().forEach(mdstat::line);
        declared.stream()
                .filter(name -> !mdstat.seen.contains(name))
                .forEach(name -> mdstat.tell(name, "not assembled", Meaning.NOT_ASSEMBLED));
        return mdstat.results;
    }

    private void line(String line) {
        Matcher named = ARRAY.matcher(line);
        if (named.matches()) {
            array = named.group(1);
            seen.add(array);
            boolean active = named.group(2).equals("active");
            tell(array, active ? "active" : "inactive", active ? Meaning.SOUND : Meaning.DEGRADED);
            disks(named.group(3));
        } else if (!array.isEmpty() && line.startsWith(" ")) {
            details(line);
        } else {
            array = "";
        }
    }

    private void disks(String rest) {
        Matcher disk = DISK.matcher(rest);
        while (disk.find()) {
            boolean failed = disk.group(2).contains("(F)");
            tell(
                    array + " disk " + disk.group(1),
                    failed ? "failed" : "in use",
                    failed ? Meaning.DISK_FAILED : Meaning.SOUND);
        }
    }

    private void details(String line) {
        Matcher count = COUNT.matcher(line);
        if (count.find()) {
            long wanted = Long.parseLong(count.group(1));
            long there = Long.parseLong(count.group(2));
            tell(array, there + " of " + wanted + " disks", there < wanted ? Meaning.DEGRADED : Meaning.SOUND);
        }
        Matcher work = WORK.matcher(line);
        if (work.find()) {
            tell(
                    array,
                    "in " + work.group(1) + ", " + work.group(2).toLowerCase(java.util.Locale.ROOT),
                    Meaning.REBUILDING);
        }
    }

    private void tell(String subject, String found, Meaning meaning) {
        results.add(Told.result(CHECK, subject, "sound", found, meaning));
    }
}
