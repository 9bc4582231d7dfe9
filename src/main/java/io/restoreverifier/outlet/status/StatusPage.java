package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.FileTrouble;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.outlet.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code status-page:} of {@code catalog.yml}. */
public final class StatusPage implements Outlet {
    private static final Duration A_NIGHT = Duration.ofHours(26);
    /** How the pages can go elsewhere. */
    private static final List<String> WAYS = List.of("git", "sftp", "rsync", "s3", "command");

    private final Variant internal;
    private final Optional<OpenPage> open;
    private final Optional<Publisher> publication;

    /**
     * One page.
     *
     * @param folder empty for one of the report's
     * @param incidents folder of its notes; empty for none
     */
    private record Variant(Page page, Optional<Path> folder, Optional<Path> incidents) {
        static Variant read(Settings settings, Duration validFor) {
            Page page = new Page(settings.text("title").orElse("Backup status"), validFor);
            return new Variant(page, settings.path("folder"), settings.path("incidents"));
        }

        /** Without a note that cannot be read the page tells all else, which somebody may need tonight. */
        List<String> notes(List<String> troubles) {
            try {
                return incidents.map(Incidents::read).orElse(List.of());
            } catch (OutletException e) {
                troubles.add(e.getMessage() + "; the page stands without incidents");
                return List.of();
            }
        }
    }

    /** The public one: only what is named. */
    private record OpenPage(Variant variant, Map<String, String> names) {
        static OpenPage read(Settings settings, Variant variant, Optional<Set<String>> entries) {
            Map<String, String> names = new LinkedHashMap<>();
            settings.section("names")
                    .ifPresent(section -> section.keys().forEach(entry -> {
                        section.text(entry).ifPresent(name -> names.put(entry, name));
                        entries.filter(known -> !known.contains(entry))
                                .ifPresent(known -> section.problem(
                                        entry,
                                        "there is no entry `" + entry + "` in the catalog",
                                        Suggestions.hint(entry, known)));
                    }));
            if (names.isEmpty()) {
                settings.problem("names", "names no backup", "write `names: {customer-database: Customer data}`");
            }
            return new OpenPage(variant, names);
        }
    }

    private StatusPage(Variant internal, Optional<OpenPage> open, Optional<Publisher> publication) {
        this.internal = internal;
        this.open = open;
        this.publication = publication;
    }

    /**
     * Reads the section; what is wrong becomes problems of the catalog.
     *
     * @param entries the names of all that can be named; empty when they are not known
     */
    public static List<Outlet> read(Settings settings, Optional<Set<String>> entries) {
        Duration validFor = settings.duration("valid-for").orElse(A_NIGHT);
        Optional<OpenPage> open = settings.section("public")
                .map(section -> OpenPage.read(section, Variant.read(section, validFor), entries));
        Optional<Publisher> publication =
                settings.section("publish").map(section -> publisher(section, open.isPresent()));
        return List.of(new StatusPage(Variant.read(settings, validFor), open, publication));
    }

    private static Publisher publisher(Settings settings, boolean open) {
        List<String> named = WAYS.stream().filter(settings::has).toList();
        if (named.size() > 1) {
            settings.problem(named.get(1), "stands beside `" + named.get(0) + "`", "keep one of the two");
        }
        Optional<Settings> section =
                named.stream().findFirst().filter(way -> !way.equals("command")).flatMap(settings::section);
        if (section.isEmpty()) {
            return new Publication(settings.requiredText("command"));
        }
        return switch (named.get(0)) {
            case "git" -> GitPublication.read(section.get(), open);
            case "rsync" -> RsyncPublication.read(section.get(), open);
            case "sftp" -> RemotePublication.sftp(section.get(), open);
            default -> RemotePublication.s3(section.get(), open);
        };
    }

    @Override
    public String name() {
        return "status-page";
    }

    @Override
    public void tell(Ending ending) {
        Map<String, String> where = new HashMap<>();
        List<String> troubles = new ArrayList<>();
        Path ours = internal.folder().orElse(ending.report().resolve("status-page"));
        write(ours, internal.page().internal(ending, internal.notes(troubles)));
        where.put("STATUS_PAGE", ours.toAbsolutePath().toString());
        open.ifPresent(page -> {
            Variant variant = page.variant();
            Path folder = variant.folder().orElse(ending.report().resolve("status-page-public"));
            write(folder, variant.page().open(ending, page.names(), variant.notes(troubles)));
            where.put("STATUS_PAGE_PUBLIC", folder.toAbsolutePath().toString());
        });
        try {
            publication.ifPresent(publisher -> publisher.run(where, ending.patience()));
        } catch (OutletException e) {
            troubles.add(String.valueOf(e.getMessage()));
        }
        if (!troubles.isEmpty()) {
            throw new OutletException(String.join("; ", troubles));
        }
    }

    private static void write(Path folder, String html) {
        Path file = folder.resolve("index.html");
        try {
            WholeFile.write(file, html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new OutletException(
                    file + " cannot be written: " + FileTrouble.of(e) + "; may this user write there?", e);
        }
    }
}
