package io.restoreverifier.model;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of PostgreSQL (and of MariaDB: {@link MariadbMessage}), of its tools and of its driver without the rows they print. Everything after the first line
 * carries data by its nature. In the first line stay the words that PostgreSQL's own messages are made of, and names
 * of objects, since an operator needs them; values, and whatever else is not known, become {@code ...}.
 *
 * <p>What a function of the database raises is a text of its own making, and is not shown at all.
 */
public final class ServerMessage {
    private static final String RAISED =
            "a function of the database raised an error; its text is not shown, since it may carry rows";
    /** In the context of an error: PL/pgSQL's RAISE and ASSERT, and languages whose every error is the function's. */
    private static final Pattern RAISES =
            Pattern.compile("\\bat (?:RAISE|ASSERT)\\b|\\bPL/(?!pgSQL\\b)\\w+ (?:function|procedure|anonymous)");

    private static final Pattern CARRIES_ROWS =
            Pattern.compile("(?:^|\\s)(?:(?:DETAIL|CONTEXT|STATEMENT|QUERY|HINT|Detail|Where|Hint|Internal Query):"
                    + "|Command was\\b|INSERT INTO\\b|COPY [^:]*, line \\d+).*");
    private static final Set<String> KINDS = Set.of(
            ("relation table role user group extension constraint column type domain enum function procedure routine schema"
                            + " index view sequence database trigger language encoding parameter tablespace publication"
                            + " subscription server wrapper policy rule file collation configuration option library"
                            + " aggregate class family method socket")
                    .split(" "));
    private static final Pattern TOKEN = Pattern.compile("(?<signature>(?<=(?:function|procedure|routine|aggregate) )"
            + "[\\w.$]+\\([\\w.,$ \\[\\]\"]*\\))"
            + "|(?<quoted>\"[^\"]*+(?:\"\"[^\"]*+)*+\"?)"
            + "|(?<value>'[^']*+(?:''[^']*+)*+'?|0x[0-9a-fA-F]+|\\)=\\(.*)"
            + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*(?:'[ts]\\b|[.-][\\p{L}_][\\p{L}\\p{N}_$]*)*)"
            + "|(?<number>\\p{N}+(?:[.,]\\p{N}+)*+)"
            + "|(?<other>.)");

    private ServerMessage() {}

    /** The message of an SQL error without row data. */
    public static String of(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (SqliteMessage.isOne(error)) {
            return SqliteMessage.of(error);
        }
        if (error.getErrorCode() > 0) {
            // The driver of PostgreSQL gives no number.
            return MariadbMessage.of(error.getErrorCode(), state, plain(String.valueOf(error.getMessage())));
        }
        // PL/pgSQL's own class, and errors of external routines.
        boolean raised = state.startsWith("P0") || state.startsWith("38") || state.startsWith("39");
        return raised ? RAISED : withoutRows(String.valueOf(error.getMessage()));
    }

    /** SQLSTATE of an error; where SQLite has none, the one that others have for the same; empty for none. */
    public static String state(SQLException error) {
        if (SqliteMessage.isOne(error)) {
            return SqliteMessage.state(error);
        }
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** Without the number of the connection, which MariaDB's driver puts before it. */
    private static String plain(String message) {
        return message.replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    /** One message, of one line or many, as the server or a tool prints it, without row data. */
    public static String withoutRows(String message) {
        String whole = message.strip();
        String first = whole.lines().findFirst().orElse("");
        return isRaised(whole.substring(first.length())) ? RAISED : clean(first);
    }

    /** Whether a message's further lines, or one of them, say that a function of the database made it. */
    public static boolean isRaised(String context) {
        return RAISES.matcher(context).find();
    }

    /** What is shown in the place of what a function of the database raises. */
    public static String raised() {
        return RAISED;
    }

    private static String clean(String line) {
        List<Token> tokens = tokens(CARRIES_ROWS.matcher(line).replaceFirst(""));
        // A text that is not PostgreSQL's own: then its numbers and names are suspect as well.
        boolean strange = tokens.stream().anyMatch(Token::strange);
        StringBuilder clean = new StringBuilder();
        tokens.forEach(token -> clean.append(token.shown(strange)));
        return clean.toString().replaceAll("\\.\\.\\.(?:\\s+\\.\\.\\.)+", "...").strip();
    }

    private static List<Token> tokens(String line) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(line);
        String before = "";
        while (matcher.find()) {
            tokens.add(token(matcher, KINDS.contains(before)));
            String word = matcher.group("word");
            boolean blank = matcher.group().isBlank();
            before = word != null ? word.toLowerCase(Locale.ROOT) : blank ? before : "";
        }
        return tokens;
    }

    private static Token token(Matcher matcher, boolean afterKind) {
        String text = matcher.group();
        if (matcher.group("other") != null) {
            return new Token(text, text, text);
        }
        if (matcher.group("signature") != null || matcher.group("number") != null) {
            return new Token(text, text, "...");
        }
        if (matcher.group("quoted") != null) {
            return afterKind ? new Token(text, text, "\"...\"") : new Token(text, "\"...\"", "\"...\"");
        }
        if (matcher.group("value") != null) {
            String hidden = text.startsWith(")") ? ")=(...)" : text.startsWith("'") ? "'...'" : "...";
            return new Token(text, hidden, hidden);
        }
        if (isKnown(text)) {
            return new Token(text, text, text);
        }
        return afterKind ? new Token(text, text, "...") : new Token(text, "...", "...");
    }

    /** Each part of what hyphens join must be known; PostgreSQL's own objects begin with pg_. */
    private static boolean isKnown(String word) {
        if (word.startsWith("pg_")) {
            return true;
        }
        for (String part : word.split("-", -1)) {
            String plain = part.endsWith("'t") || part.endsWith("'s") ? part.substring(0, part.length() - 2) : part;
            if (!ServerWords.isKnown(plain)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param shown among PostgreSQL's own words
     * @param hidden among others
     */
    private record Token(String text, String shown, String hidden) {

        /** A bare word that is neither known nor a name. */
        boolean strange() {
            return shown.equals("...") && Character.isLetter(text.codePointAt(0));
        }

        String shown(boolean strange) {
            return strange ? hidden : shown;
        }
    }
}
