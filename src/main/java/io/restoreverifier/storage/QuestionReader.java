package io.restoreverifier.storage;

import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Reads what is asked of an agent; what is wrong becomes problems of the catalog. */
final class QuestionReader {
    private static final Pattern NUMBERS = Pattern.compile("\\.?\\d{1,10}(\\.\\d{1,10}){1,126}");
    private static final Pattern MD = Pattern.compile("md[\\w/.-]+");
    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}");
    /** NET-SNMP-EXTEND-MIB, nsExtendOutputFull: all that a command has printed, by its name. */
    private static final String OUTPUT = "1.3.6.1.4.1.8072.1.3.2.3.1.2";

    private QuestionReader() {}

    static List<Question> read(Settings entry) {
        List<Question> questions = new ArrayList<>();
        OptionalLong disks = entry.count("disks").map(OptionalLong::of).orElse(OptionalLong.empty());
        Optional<Preset> preset = entry.choice("preset", Preset.class);
        preset.ifPresent(known -> questions.add(new PresetQuestion(known, disks)));
        if (preset.isEmpty() && disks.isPresent()) {
            entry.problem("disks", "has no meaning without `preset:`", "add it, or count with `expect:`");
        }
        entry.sections("expect").forEach(item -> value(item).ifPresent(questions::add));
        return List.copyOf(questions);
    }

    /** Where the output of a command lies that the agent extends itself by. */
    static String output(String command) {
        return new OID(OUTPUT)
                .append(new OctetString(command).toSubIndex(false))
                .toString();
    }

    /** {@code arrays:}, those of md that must be there. */
    static List<String> arrays(Settings entry) {
        List<String> arrays = entry.texts("arrays");
        if (!arrays.isEmpty() && !entry.has("mdstat")) {
            entry.problem("arrays", "has no meaning without `mdstat:`", "add it, or take the arrays out");
        }
        arrays.stream()
                .filter(name -> !MD.matcher(name).matches())
                .forEach(name -> entry.problem(
                        "arrays", "`" + name + "` is no array of md", "write it as /proc/mdstat does, such as md0"));
        return arrays;
    }

    /** {@code mdstat: {extend: NAME}}. */
    static Optional<Question> mdstat(Settings entry, List<String> declared) {
        return entry.section("mdstat").flatMap(section -> {
            String command = section.requiredText("extend");
            holdName(section, command);
            return Optional.of(MdstatQuestion.of(command, declared));
        });
    }

    private static void holdName(Settings settings, String command) {
        if (!command.isBlank() && !NAME.matcher(command).matches()) {
            settings.problem(
                    "extend", "`" + command + "` is no name of a command", "write the NAME of `extend NAME ...` there");
        }
    }

    private static Optional<Question> value(Settings item) {
        List<String> ways =
                List.of("oid", "column", "extend").stream().filter(item::has).toList();
        Optional<String> name = item.text("name");
        String expect = item.requiredText("expect");
        Expected expected = Expected.parse(expect);
        if (!expect.isBlank() && !expected.isSound()) {
            item.problem("expect", "`" + expect + "` compares with no number", "write for example \"< 60\"");
        }
        if (ways.size() != 1) {
            item.problem(
                    "names " + ways.size() + " values, expected one", "write one of `oid:`, `column:` and `extend:`");
            return Optional.empty();
        }
        String way = ways.get(0);
        String where = item.requiredText(way);
        boolean command = way.equals("extend");
        if (command) {
            holdName(item, where);
        } else if (!where.isBlank() && !NUMBERS.matcher(where).matches()) {
            item.problem(
                    way,
                    "`" + where + "` is no object identifier",
                    "write numbers with points between, such as 1.3.6.1.2.1.1.5.0");
            return Optional.empty();
        }
        String numbers = command ? output(where) : where.replaceFirst("^\\.", "");
        return Optional.of(new ValueQuestion(name.orElse(where), numbers, way.equals("column"), expected));
    }
}
