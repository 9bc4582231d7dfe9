package io.restoreverifier.inspect;

import io.restoreverifier.archive.OwnCopy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Collections;
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
    /** Definitions of grants beyond this are not looked into. */
    static final int LONGEST = 1 << 20;

    private static final Set<String> GRANTING = Set.of("ACL", "DEFAULT ACL", "POLICY");
    private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")+\"|[a-z_\\x80-\\uffff][a-z0-9_$\\x80-\\uffff]*)";

    /** As pg_dump writes them (PostgreSQL's {@code dumputils.c}): keywords in capitals, one statement a line. */
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:TO|FROM|FOR ROLE|SESSION AUTHORIZATION) (" + IDENTIFIER + "(?:, " + IDENTIFIER
                    + ")*)(?=;| WITH GRANT OPTION| GRANTED BY| IN SCHEMA| GRANT| REVOKE| USING| WITH|$)");

    private static final Pattern EACH = Pattern.compile(IDENTIFIER);

    private final SortedSet<String> all = new TreeSet<>();

    /**
     * Reads the table of contents of a dump in custom format.
     *
     * @return sorted; nothing of a dump that cannot be read, which an inspection would say
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    public static Set<String> of(Path dump) throws InterruptedIOException {
        try (OwnCopy copy = OwnCopy.open(dump, through -> {})) {
            DumpInput input = new DumpInput(copy);
            DumpToc toc = new DumpToc(input, DumpHeader.read(input));
            toc.read();
            return toc.roles();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (DumpDamage | IOException e) {
            return Set.of();
        }
    }

    /** Whether entries of this type name roles in their definition. */
    static boolean grants(String type) {
        return GRANTING.contains(type);
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
