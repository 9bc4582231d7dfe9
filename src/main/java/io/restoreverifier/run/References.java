package io.restoreverifier.run;

import io.restoreverifier.catalog.Catalog;
import io.restoreverifier.catalog.CatalogReader;
import io.restoreverifier.check.Check;
import io.restoreverifier.check.Reference;
import io.restoreverifier.model.Backup;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Suggestions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Joins plans with those of the backups that their checks refer to. A name that leads nowhere becomes a problem of the
 * catalog. Where one file is the catalog, the files beside it are looked into as well.
 */
final class References {
    private final Catalog catalog;
    private final Path file;
    private final Problems problems;
    private final Map<String, Plan> planned;
    private final Map<String, Optional<Plan>> beside = new LinkedHashMap<>();
    private final Map<String, Plan> joined = new LinkedHashMap<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    /** @param file the catalog's folder or file */
    References(Catalog catalog, List<Plan> plans, Path file, Problems problems) {
        this.catalog = catalog;
        this.file = file;
        this.problems = problems;
        this.planned = plans.stream().collect(Collectors.toMap(Plan::name, Function.identity(), (a, b) -> a));
    }

    /** The same plans, each with what it refers to. */
    List<Plan> joined(List<Plan> plans) {
        return plans.stream().map(this::joined).toList();
    }

    /** A part of an application, with what it refers to itself; empty when that leads nowhere, which is then told. */
    Optional<Plan> part(Reference reference) {
        return plan(reference).map(this::joined);
    }

    /** The catalog with the secrets of what was found beside it: they must not be shown either. */
    Catalog catalog() {
        Set<String> all = new LinkedHashSet<>(catalog.secrets());
        all.addAll(secrets);
        return new Catalog(
                catalog.backups(),
                catalog.applications(),
                catalog.storage(),
                catalog.now(),
                catalog.images(),
                catalog.common(),
                all);
    }

    /** Each once, so that what is wrong with it is told once. */
    private Plan joined(Plan plan) {
        Plan known = joined.get(plan.name());
        if (known == null) {
            known = join(plan);
            joined.put(plan.name(), known);
        }
        return known;
    }

    private Plan join(Plan plan) {
        Map<String, Plan> others = new LinkedHashMap<>();
        for (Check check : plan.checks()) {
            check.reference().ifPresent(r -> plan(r).ifPresent(other -> others.put(r.backup(), other)));
        }
        return others.isEmpty() ? plan : plan.with(others);
    }

    private Optional<Plan> plan(Reference reference) {
        String name = reference.backup();
        if (name.isBlank()) {
            return Optional.empty();
        }
        Optional<Plan> found = Optional.ofNullable(planned.get(name))
                .or(() -> isKnown(name) ? Optional.empty() : beside.computeIfAbsent(name, this::besideIt));
        if (found.isEmpty() && !isKnown(name)) {
            note(reference, "there is no backup `" + name + "` in the catalog");
        }
        if (found.isPresent() && !isOfKind(found.get(), reference)) {
            note(
                    reference,
                    "`" + name + "` is a backup of kind "
                            + found.get().restorer().kind() + ", expected one of kind " + reference.kind());
            return Optional.empty();
        }
        return found;
    }

    /** Whether something more useful is said of it elsewhere: what is wrong with its own entry. */
    private boolean isKnown(String name) {
        return catalog.backups().stream().map(Backup::name).anyMatch(name::equals);
    }

    private void note(Reference reference, String message) {
        Set<String> fit = planned.values().stream()
                .filter(plan -> isOfKind(plan, reference))
                .map(Plan::name)
                .collect(Collectors.toSet());
        reference.settings().problem(reference.key(), message, Suggestions.hint(reference.backup(), fit));
    }

    private static boolean isOfKind(Plan plan, Reference reference) {
        return reference.kind().isEmpty() || plan.restorer().kind().equals(reference.kind());
    }

    private Optional<Plan> besideIt(String name) {
        for (Path other : siblings()) {
            Problems theirs = new Problems();
            Catalog one = new CatalogReader().read(other, theirs);
            List<Backup> named =
                    one.backups().stream().filter(b -> b.name().equals(name)).toList();
            if (!named.isEmpty()) {
                List<Plan> plans = Registry.plan(named, one.common());
                one.finish();
                theirs.all().forEach(problems::add);
                secrets.addAll(one.secrets());
                return plans.stream().findFirst();
            }
        }
        return Optional.empty();
    }

    private List<Path> siblings() {
        List<Path> siblings = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yml,yaml}")) {
                files.forEach(siblings::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        return siblings.stream()
                .sorted()
                .filter(sibling -> !sibling.getFileName().toString().startsWith("catalog."))
                .filter(sibling -> !sibling.equals(file.toAbsolutePath()))
                .toList();
    }
}
