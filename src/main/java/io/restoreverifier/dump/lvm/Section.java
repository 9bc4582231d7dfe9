package io.restoreverifier.dump.lvm;

import io.restoreverifier.dump.DumpDamage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A part of the text, of values and of parts: {@code name {...}}. Filled by one reader, and then asked. */
final class Section {
    private static final int LONGEST_NAME = 128;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** Whether nothing had that name. */
    boolean put(String key, List<String> value) {
        return !sections.containsKey(key) && values.putIfAbsent(key, value) == null;
    }

    boolean put(String key, Section section) {
        return !values.containsKey(key) && sections.putIfAbsent(key, section) == null;
    }

    Map<String, Section> sections() {
        return sections;
    }

    /** Empty when it is not there. */
    Section sectionOrEmpty(String key) {
        return sections.getOrDefault(key, new Section());
    }

    /** Whatever its values say. */
    Stream<String> allTexts() {
        return values.values().stream().flatMap(List::stream);
    }

    Section section(String key) throws DumpDamage {
        Section section = sections.get(key);
        if (section == null) {
            throw lacks(key);
        }
        return section;
    }

    /** Empty when it is not there. */
    List<String> texts(String key) {
        return values.getOrDefault(key, List.of());
    }

    String text(String key) throws DumpDamage {
        List<String> texts = texts(key);
        if (texts.size() != 1) {
            throw lacks(key);
        }
        return texts.get(0);
    }

    /** A whole number up to the highest that can be. */
    long number(String key, long highest) throws DumpDamage {
        return number(key, text(key), highest);
    }

    static long number(String key, String text, long highest) throws DumpDamage {
        long number = text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
        if (number < 0 || number > highest) {
            String said = text.matches("[\\w.-]{1,40}") ? " = " + text : "";
            throw LvmDamage.corrupt("its metadata (LVM2) have `" + key + said + "`, which cannot be");
        }
        return number;
    }

    /** A name as LVM2 allows it, which can be shown. */
    static String name(String name) throws DumpDamage {
        if (name.length() > LONGEST_NAME || !name.matches("[\\w+.][\\w+.-]*")) {
            throw LvmDamage.corrupt("its metadata (LVM2) have a name that LVM2 allows for nothing");
        }
        return name;
    }

    private static DumpDamage lacks(String key) {
        return LvmDamage.corrupt("its metadata (LVM2) lack `" + key + "`");
    }
}
