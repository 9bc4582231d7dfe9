package io.restoreverifier.restore;

import io.restoreverifier.model.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalog says under {@code restore: command:}.
 *
 * @param user a name that exists in the image, or {@code uid:gid}
 * @param start what serves, begun before {@code run}; empty when {@code run} begins it, or nothing serves
 * @param run brings the artifact back
 * @param ready ends with status 0 when the engine answers
 * @param within how long that may take, each time
 * @param environment of all commands
 */
record CommandSettings(
        String image,
        String user,
        ArtifactForm form,
        Optional<String> start,
        String run,
        String ready,
        Duration within,
        Map<String, String> environment) {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String NOBODY = "65534:65534";

    CommandSettings {
        environment = Map.copyOf(environment);
    }

    /** How commands see the artifact. */
    enum ArtifactForm {
        /** As it is. */
        FILE,
        /** A pipe, out of which it comes without what it is compressed with. */
        STREAM,
        /** The folder that an archive makes. */
        FOLDER
    }

    static CommandSettings read(Settings settings) {
        String user = settings.text("user").orElse(NOBODY);
        if (user.equals("root") || user.matches("0+(:.*)?")) {
            settings.problem("user", "is root, as whom nothing is restored", "name another user of the image");
            user = NOBODY;
        }
        Map<String, String> environment = new LinkedHashMap<>();
        settings.section("environment").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    settings.problem("environment", "`" + name + "` is no name of a variable", "");
                }
                section.text(name).ifPresent(value -> environment.put(name, value));
            }
        });
        return new CommandSettings(
                settings.requiredText("image"),
                user,
                settings.choice("artifact", ArtifactForm.class).orElse(ArtifactForm.FILE),
                settings.text("start"),
                settings.requiredText("run"),
                settings.requiredText("ready"),
                settings.duration("within").orElse(WITHIN),
                environment);
    }
}
