package io.restoreverifier.coverage;

import io.restoreverifier.model.IgnoreRule;
import io.restoreverifier.model.Ignored;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.S3Place;
import io.restoreverifier.remote.SftpPlace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the places of the section {@code coverage:}. Used once. */
final class PlaceReader {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private final Settings section;
    private final List<Place> places = new ArrayList<>();
    private final List<IgnoreRule> ignored = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    PlaceReader(Settings section) {
        this.section = section;
    }

    /** What {@code ignore:} of the places that were read says. */
    List<IgnoreRule> ignored() {
        return List.copyOf(ignored);
    }

    /** The places that are sound; what is wrong with the others becomes problems. */
    List<Place> read() {
        for (Settings server : section.sections("servers")) {
            String name = name(server);
            ServerReader.read(server, name).ifPresent(places::add);
            ignore(server, name, Kind.DATABASE);
        }
        for (Settings root : section.sections("repositories")) {
            String name = name(root);
            directory(root, path -> new RepositoryRoot(name, path));
            ignore(root, name, Kind.REPOSITORY);
        }
        for (Settings artifacts : section.sections("artifacts")) {
            String name = name(artifacts);
            artifacts(artifacts, name);
            ignore(artifacts, name, Kind.ARTIFACT);
        }
        if (!section.has("servers") && !section.has("repositories") && !section.has("artifacts")) {
            section.problem(
                    "names nothing to look at", "add `servers:`, `repositories:` or `artifacts:`, a list of each");
        }
        return List.copyOf(places);
    }

    private void directory(Settings place, Function<Path, Place> making) {
        place.requiredText("directory");
        place.path("directory").map(making).ifPresent(places::add);
    }

    private void artifacts(Settings place, String name) {
        List<String> kinds =
                Stream.of("directory", "sftp", "s3").filter(place::has).toList();
        if (kinds.size() > 1) {
            place.problem(kinds.get(1), "is one place too many beside `" + kinds.get(0) + "`", "give each a `name:`");
        } else if (place.has("sftp")) {
            places.add(new ArtifactsElsewhere(
                    name, SftpPlace.read(place, "sftp", Patience.read(place)).folder()));
        } else if (place.has("s3")) {
            places.add(new ArtifactsElsewhere(
                    name, S3Place.read(place, "s3", Patience.read(place)).folder()));
        } else {
            directory(place, path -> new ArtifactFolder(name, path));
        }
    }

    private String name(Settings place) {
        String name = place.requiredText("name");
        if (!name.isBlank() && !name.matches(NAME)) {
            place.problem(
                    "name",
                    "`" + name + "` cannot be a name",
                    "use letters, digits, `-`, `_` and `.`, a letter or digit first, at most 100");
        } else if (!name.isBlank() && !names.add(name)) {
            place.problem("name", "`" + name + "` is the name of another place already", "rename one of them");
        }
        return name;
    }

    private void ignore(Settings place, String name, Kind kind) {
        for (Settings item : place.sections("ignore")) {
            String pattern = item.requiredText("name");
            String reason = item.requiredText("reason");
            Optional<LocalDate> until = item.requiredDay("until");
            if (!pattern.isBlank() && !reason.isBlank() && until.isPresent()) {
                Ignored terms = new Ignored(reason.strip(), until.get());
                ignored.add(new IgnoreRule(kind.uncovered(), name + "/" + pattern, terms));
            }
        }
    }
}
