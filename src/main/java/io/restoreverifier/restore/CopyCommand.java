package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.model.FindingCode;
import java.util.regex.Pattern;

/** The COPY command that a table's rows follow. */
final class CopyCommand {
    private static final String NAME = "(?:\"(?:[^\"]++|\"\")++\"|[\\p{L}_][\\p{L}\\p{N}_$]*+)";
    private static final Pattern FROM_STDIN = Pattern.compile("COPY " + NAME + "(?:\\." + NAME + ")? +(?:\\(" + NAME
            + "(?:, " + NAME + ")*+\\) )?(?:WITH OIDS )?FROM stdin;\\s*");

    /** 1600 columns of 63 characters, quoted, are far less. */
    private static final int MOST = 1 << 20;

    private CopyCommand() {}

    /**
     * The command, with the encoding of the rows where it is not that of the connection.
     *
     * @throws DumpDamage when it is anything but a COPY of a table from its client, such as from a file or a program
     */
    static String of(DumpObject object, String encoding) throws DumpDamage {
        return of(object.copy(), object.entry().label(), encoding);
    }

    /**
     * The same of a command that stands in a script.
     *
     * @param label of what the rows are, for messages
     */
    static String of(String copy, String label, String encoding) throws DumpDamage {
        if (copy.length() > MOST || !FROM_STDIN.matcher(copy).matches()) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "the command for "
                            + SafeName.shown(label)
                            + " is no `COPY ... FROM stdin`, which is the only one that pg_dump writes",
                    "compare with another copy of this artifact, and find out who changed it");
        }
        String command = copy.strip();
        return encoding.equals("UTF8")
                ? command
                : command.substring(0, command.length() - 1) + " WITH (ENCODING '" + encoding + "')";
    }
}
