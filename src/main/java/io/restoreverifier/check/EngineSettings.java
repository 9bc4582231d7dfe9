package io.restoreverifier.check;

import io.restoreverifier.model.Expected;
import io.restoreverifier.model.Settings;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the catalog declares checks of an engine that is asked by commands. */
final class EngineSettings {
    private EngineSettings() {}

    static Map<String, Checks.Reader> readers() {
        Map<String, Checks.Reader> readers = new LinkedHashMap<>();
        readers.put("identity", EngineSettings::identity);
        readers.put("commands", EngineSettings::commands);
        return readers;
    }

    private static List<Check> identity(Settings checks, String key, ZoneId zone) {
        return checks.section(key)
                .<List<Check>>map(
                        s -> List.of(EngineCheck.identity(s.requiredText("run"), sound(s, s.requiredText("expect")))))
                .orElse(List.of());
    }

    private static List<Check> commands(Settings checks, String key, ZoneId zone) {
        List<Check> commands = new ArrayList<>();
        for (Settings command : checks.sections(key)) {
            String run = command.requiredText("run");
            Optional<Expected> expected = command.text("expect").map(text -> sound(command, text));
            commands.add(EngineCheck.command(command.text("name").orElse(run), run, expected));
        }
        if (commands.isEmpty()) {
            checks.problem(key, "has no command", "begin each with `- name: ...`");
        }
        return commands;
    }

    private static Expected sound(Settings settings, String text) {
        Expected expected = Expected.parse(text);
        if (!expected.isSound()) {
            settings.problem("expect", "`" + expected + "` compares with no number", "write for example \"> 0\"");
        }
        return expected;
    }
}
