package io.restoreverifier.restore;

import io.restoreverifier.dump.BlockData;
import io.restoreverifier.dump.DataForm;
import io.restoreverifier.dump.DumpBlocks;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/**
 * Large objects. Until PostgreSQL 16 each is an entry of its own; since 17 entries stand for groups, whose definition is a list
 * of numbers, and privileges are written for one of a group and meant for all.
 */
final class LargeObjects {
    private static final Pattern NUMBERED = Pattern.compile("LARGE OBJECT \\d+");

    /** Numbers by the entry of their group. */
    private final Map<Integer, int[]> groups = new HashMap<>();

    private final byte[] buffer = new byte[1 << 16];

    /** Whether an entry's privileges are those of many. */
    static boolean isPrivilegesOfGroup(DumpObject object) {
        return object.entry().type().equals("ACL") && object.entry().name().startsWith("LARGE OBJECTS");
    }

    /** The statements that make a group and give it to its owner. */
    List<String> creations(DumpObject group) {
        int[] oids = group.largeObjects();
        groups.put(group.entry().id(), oids);
        List<String> statements = new ArrayList<>();
        Arrays.stream(oids)
                .mapToObj(Integer::toUnsignedString)
                .forEach(oid -> statements.add("SELECT pg_catalog.lo_create('" + oid + "')"));
        if (!group.entry().owner().isEmpty() && !group.drop().isEmpty()) {
            Arrays.stream(oids)
                    .mapToObj(Integer::toUnsignedString)
                    .forEach(oid -> statements.add("ALTER LARGE OBJECT " + oid + OwnerStatement.to(group.entry())));
        }
        return statements;
    }

    /** The statements that give the privileges of one to every one of its group. */
    List<String> privileges(DumpObject object) {
        int[] oids = object.dependencies().stream()
                .map(groups::get)
                .filter(group -> group != null)
                .findFirst()
                .orElse(new int[0]);
        List<String> statements = new ArrayList<>();
        for (String command : commands(object.definition())) {
            Matcher one = NUMBERED.matcher(command);
            for (int oid : oids) {
                statements.add(one.replaceFirst("LARGE OBJECT " + Integer.toUnsignedString(oid)));
            }
        }
        return statements;
    }

    private static List<String> commands(String definition) {
        List<String> commands = new ArrayList<>();
        try {
            StatementSplitter splitter = new StatementSplitter(new StringReader(definition), false);
            for (Optional<String> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                commands.add(next.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return commands;
    }

    /** Writes the data of one block into objects that exist; the connection must be in a transaction. */
    void write(Connection connection, DumpBlocks block) throws SQLException, InterruptedIOException, DumpDamage {
        LargeObjectManager manager = connection.unwrap(PGConnection.class).getLargeObjectAPI();
        for (int oid = block.nextLargeObject(); oid != 0; oid = block.nextLargeObject()) {
            try (BlockData data = block.data(DataForm.UNCOMPRESSED)) {
                LargeObject object = manager.open(Integer.toUnsignedLong(oid), LargeObjectManager.WRITE);
                for (int n = data.read(buffer, 0, buffer.length); n >= 0; n = data.read(buffer, 0, buffer.length)) {
                    object.write(buffer, 0, n);
                }
                object.close();
            }
        }
    }
}
