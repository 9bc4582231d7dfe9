package io.restoreverifier.inspect;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.dump.ScriptReader;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The roles that a dump needs to come back as it was: owners, and whoever is granted something. A first guess for a
 * catalog, and no proof: the proof is a restore.
 */
public final class DumpRoles {
    private static final Set<String> GRANTING = Set.of("ACL", "DEFAULT ACL", "POLICY");
    private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")+\"|[a-z_\\x80-\\uffff][a-z0-9_$\\x80-\\uffff]*)";

    /** As pg_dump writes them (PostgreSQL's {@code dumputils.c}): keywords in capitals, one statement a line. */
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:TO|FROM|FOR ROLE|SESSION AUTHORIZATION) (" + IDENTIFIER + "(?:, " + IDENTIFIER
                    + ")*)(?=;| WITH GRANT OPTION| GRANTED BY| IN SCHEMA| GRANT| REVOKE| USING| WITH|$)");

    private static final Pattern EACH = Pattern.compile(IDENTIFIER);

    private final SortedSet<String> all = new TreeSet<>();

    /**
     * Reads a dump, as far as it takes.
     *
     * @param format one of a database
     *
     * @return sorted; nothing of a dump that cannot be read, which an inspection would say
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    public static Set<String> of(Path dump, Format format) throws InterruptedIOException {
        return format == Format.POSTGRESQL_CLUSTER
                ? Set.of()
                : format == Format.POSTGRESQL_PLAIN ? ofScript(dump) : ofArchive(dump, format);
    }

    private static Set<String> ofScript(Path dump) throws InterruptedIOException {
        DumpRoles roles = new DumpRoles();
        try (Unwrapped unwrapped = Unwrapped.open(dump, Limits.READ_THROUGH, through -> {})) {
            ScriptReader script = new ScriptReader(unwrapped);
            Optional<DumpEntry> heading = Optional.empty();
            for (Optional<ScriptPiece> next = script.next(); next.isPresent(); next = script.next()) {
                ScriptPiece piece = next.get();
                if (piece.kind() == ScriptPiece.Kind.COMMENT) {
                    Optional<DumpEntry> found = ScriptLine.entry(piece.text(), 1);
                    found.ifPresent(entry -> roles.owner(entry.owner()));
                    heading = found.isPresent() ? found : heading;
                } else if (heading.filter(h -> GRANTING.contains(h.type())).isPresent()) {
                    roles.granted(piece.text() + ";");
                }
            }
            return roles.all();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException damage) {
            return Set.of();
        }
    }

    private static Set<String> ofArchive(Path dump, Format format) throws InterruptedIOException {
        DumpRoles roles = new DumpRoles();
        try (DumpReader reader = format == Format.POSTGRESQL_TAR
                ? DumpReader.openTar(dump, Definitions.READ)
                : DumpReader.open(dump, Definitions.READ, through -> {})) {
            for (Optional<DumpObject> next = reader.nextEntry(); next.isPresent(); next = reader.nextEntry()) {
                roles.take(next.get());
            }
            return roles.all();
        } catch (DumpDamage damage) {
            return Set.of();
        }
    }

    private void take(DumpObject object) {
        owner(object.entry().owner());
        if (GRANTING.contains(object.entry().type())) {
            granted(object.definition());
        }
    }

    void owner(String owner) {
        if (!owner.isEmpty()) {
            all.add(owner);
        }
    }

    void granted(String definition) {
        Matcher named = NAMED.matcher(definition);
        while (named.find()) {
            Matcher each = EACH.matcher(named.group(1));
            while (each.find()) {
                all.add(plain(each.group()));
            }
        }
    }

    Set<String> all() {
        return Collections.unmodifiableSortedSet(all);
    }

    private static String plain(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }
}
